internal import KubernetesRules
public import TopologyModel

/// What of a Pod's facts tells which addresses it held, and how.
public struct PodHolding: Sendable {
  /// What Pods of one workload share.
  public final class Template: Sendable {
    /// The facts without any that a Pod has of its own.
    public let facts: PodFacts

    init(_ facts: PodFacts) {
      self.facts = facts
    }
  }

  /// What it shares with others.
  public var template: Template
  /// Whether all of its containers have ended for good.
  public var isFinished: Bool
  /// Whether it was asked to end.
  public var isTerminating: Bool
  /// `spec.nodeName`; empty before it is bound.
  public var nodeName: String
  /// Its addresses, each once.
  public var addresses: [AddressKey]

  init(_ pod: PodFacts) {
    template = Template(pod)
    isFinished = EndpointMembership.isTerminal(pod)
    isTerminating = pod.deletionTimestamp != nil
    nodeName = pod.nodeName
    addresses = []
    for text in [pod.primaryIP] + pod.ips {
      if let key = AddressKey(text: text), !addresses.contains(key) { addresses.append(key) }
    }
  }

  /// Reads what a Pod has of its own, as `PodFacts.stateBytes(template:)` wrote it, behind the number
  /// of its template; nil where that is not whole.
  init?(_ cursor: inout LayoutCursor, template: Template) {
    self.template = template
    isFinished = EndpointMembership.isTerminal(phase: cursor.text())
    _ = cursor.byte()
    _ = cursor.skipInstant()
    addresses = []
    if let key = AddressKey(cursor.text().bindMemory(to: UInt8.self)) { addresses = [key] }
    for _ in 0..<cursor.count() {
      guard let key = AddressKey(cursor.text().bindMemory(to: UInt8.self)),
        !addresses.contains(key)
      else { continue }
      addresses.append(key)
    }
    cursor.skipTexts()
    nodeName = String(decoding: cursor.text(), as: UTF8.self)
    _ = cursor.text()
    isTerminating = cursor.skipInstant()
    guard cursor.isWhole else { return nil }
  }
}

extension EndpointMembership {
  /// Whether a phase is one of those that a Pod does not leave.
  static func isTerminal(phase: UnsafeRawBufferPointer) -> Bool {
    guard phase.count == 9 || phase.count == 6 else { return false }
    var pod = PodFacts()
    pod.phase = String(decoding: phase, as: UTF8.self)
    return isTerminal(pod)
  }
}
