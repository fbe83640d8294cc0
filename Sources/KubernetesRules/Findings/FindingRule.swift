/// One rule of the catalogue of findings (semantics.md 6).
public struct FindingRule: Hashable, Sendable, CustomStringConvertible {
  /// The stable id, such as `ST101`; never given a second meaning.
  public let id: String
  /// The name, such as `special-address`.
  public let name: String
  /// The severity of its findings, unless the rule's explanation names cases with another one.
  public let severity: FindingSeverity
  /// What is found, in one line.
  public let summary: String
  /// What it means, and when it is raised.
  public let explanation: String
  /// What to do about it.
  public let remedy: String
  /// Where the rule comes from.
  public let source: String
  /// Whether objects that are written one after the other look like this for a moment, so that the
  /// condition must have held for `FindingRules.findingLagSeconds` before it is reported.
  public let waitsForLag: Bool
  /// The first version that the rule applies to; nil where it applies from the beginning.
  public let since: KubernetesVersion?
  /// The first version that the rule no longer applies to; nil where it never ends.
  public let before: KubernetesVersion?

  /// `ID name`.
  public var description: String { "\(id) \(name)" }

  /// Returns whether the rule applies to clusters of a version.
  ///
  /// - false below `since`;
  /// - false from `before` on;
  /// - else true.
  public func applies(to version: KubernetesVersion) -> Bool {
    if let since, version < since { return false }
    if let before, before <= version { return false }
    return true
  }
}
