/// Removes what a policy does not keep.
///
/// Only members of objects are removed, each with one comma and with the white space between it
/// and its neighbour, so that all the rest is bit for bit what the API sent.
public struct Redactor: Sendable {
  private let rule: RedactionRule

  /// Creates a redactor for a policy.
  public init(policy: RedactionPolicy) {
    rule = RedactionRule(policy: policy)
  }

  /// Returns the object's bytes, less what the policy removes.
  public func body(of object: JSONValue) -> [UInt8] {
    var removed: [Range<Int>] = []
    collect(object, rule, into: &removed)
    let whole = object.rawRange
    let removedCount = removed.reduce(0) { $0 + $1.count }
    return [UInt8](unsafeUninitializedCapacity: whole.count - removedCount) { buffer, count in
      var start = whole.lowerBound
      for range in removed + [whole.upperBound..<whole.upperBound] {
        let kept = UnsafeBufferPointer(
          start: object.text + start,
          count: range.lowerBound - start
        )
        let end = buffer[count...].initialize(fromContentsOf: kept)
        count = end
        start = range.upperBound
      }
    }
  }

  /// Adds the byte ranges to remove inside a value, in the order of the text, none overlapping.
  private func collect(
    _ value: JSONValue,
    _ rule: RedactionRule,
    into removed: inout [Range<Int>]
  ) {
    switch rule {
    case .keep, .drop: return
    case .members, .unmatched: break
    }
    for element in value.elements { collect(element, rule, into: &removed) }

    // What is removed right before a kept member ends where that member begins; what is removed
    // at the end begins where the last kept member ends.
    var keptEnd: Int?
    var pendingStart: Int?
    var pendingEnd = 0
    for (key, member) in value.members {
      let memberRule = rule.rule(of: key)
      let start = key.rawRange.lowerBound
      let end = member.rawRange.upperBound
      if case .drop = memberRule {
        pendingStart = pendingStart ?? start
        pendingEnd = end
        continue
      }
      if let first = pendingStart {
        removed.append(first..<start)
        pendingStart = nil
      }
      collect(member, memberRule, into: &removed)
      keptEnd = end
    }
    if let first = pendingStart {
      removed.append((keptEnd ?? first)..<pendingEnd)
    }
  }
}
