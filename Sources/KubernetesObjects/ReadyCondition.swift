internal import TopologyModel

/// The condition `Ready` of a Pod or Node.
struct ReadyCondition {
  var status = PodFacts.ConditionStatus.absent
  var since: Instant?

  /// Finds the condition in `status.conditions`; its status is absent where it is not listed.
  init(in conditions: JSONValue) throws(DecodingFailure) {
    for condition in try conditions.decodeElements() {
      var isReady = false
      var status: JSONValue?
      var since: JSONValue?
      for (key, value) in try condition.decodeElementMembers() {
        switch key {
        case "type": isReady = value.isString("Ready")
        case "status": status = value
        case "lastTransitionTime": since = value
        default: break
        }
      }
      guard isReady else { continue }
      self.status = try status?.decodeConditionStatus() ?? .absent
      self.since = try since?.decodeInstant()
    }
  }
}
