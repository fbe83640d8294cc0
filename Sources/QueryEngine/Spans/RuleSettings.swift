/// What rules need to know that no object says.
struct RuleSettings {
  /// The cluster's DNS zone.
  var dnsZone: String
  /// What is left out of findings.
  var exclusions: FindingExclusions
}
