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

  /// Reads what a Pod has of its own, as `PodFacts.stateBytes(template:placement:)` wrote it, behind the
  /// numbers of its templates; nil where that is not whole.
  init?(_ cursor: inout LayoutCursor, template: Template, nodeName: String) {
    self.template = template
    self.nodeName = nodeName
    isFinished = EndpointMembership.isTerminal(phase: Self.phase(&cursor))
    _ = cursor.byte()
    addresses = []
    for _ in 0..<cursor.count() {
      guard let key = cursor.address(), !addresses.contains(key) else { continue }
      addresses.append(key)
    }
    if cursor.byte() != 1, let key = cursor.address() {
      // Kubernetes' primary address is the first that is asked for.
      addresses.removeAll { $0 == key }
      addresses.insert(key, at: 0)
    }
    _ = cursor.text()
    _ = cursor.skipInstant()
    _ = cursor.skipInstant()
    isTerminating = cursor.skipInstant()
    guard cursor.isWhole else { return nil }
  }

  private static func phase(_ cursor: inout LayoutCursor) -> String {
    let number = Int(cursor.byte())
    guard number > 0 else { return String(decoding: cursor.text(), as: UTF8.self) }
    guard number <= PodFacts.phases.count else {
      cursor.fail()
      return ""
    }
    return PodFacts.phases[number - 1]
  }
}

extension EndpointMembership {
  /// Whether a phase is one of those that a Pod does not leave.
  static func isTerminal(phase: String) -> Bool {
    var pod = PodFacts()
    pod.phase = phase
    return isTerminal(pod)
  }
}
