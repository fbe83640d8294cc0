import HindcastTestSupport
import TopologyModel

/// The questions that properties ask, and the times that they ask about.
enum Questions {
  /// Questions about state over everything that histories hold.
  static let all = [
    "pods", "services", "slices", "endpoints", "pods serving a/*", "pods selected by a/s0",
  ]

  /// Questions whose rows depend on more than what they show.
  static let searched = [
    "pods on node n0", "services served by p0", "services selecting p1", "owners of ip 10.0.1.0",
    "why s0", "why s1 on port http", "dns s0.a.svc.cluster.local", "findings", "nodes",
    "pods serving s0 for node n0", "endpoints of s0 for zone z0",
    "pods serving s0 including draining within 3s", "show pod p0", "show service s0",
    "pods selected by a/*", "slices of a/*",
  ]

  /// Questions about the log.
  static let log = ["events", "events of pod a/*", "history of pod p0", "history of slice a/*"]

  /// All questions about state.
  static let aboutState = all + searched

  /// Of some questions what they are in one namespace, or over all.
  private static let scoped = [
    "pods": ["pods in namespace a", "pods in namespace b"],
    "services": ["services in namespace a", "services in namespace b"],
    "slices": ["slices in namespace a", "slices in namespace b"],
    "endpoints": ["endpoints in namespace a", "endpoints in namespace b"],
    "pods serving a/*": ["pods serving */*", "pods serving b/*"],
    "pods selected by a/s0": ["pods selected by b/s0", "pods selected by */s0"],
    "why s0": ["why b/s0"],
    "findings": ["findings in namespace a", "findings in namespace b"],
    "pods on node n0": ["pods on node n0 in namespace a"],
    "owners of ip 10.0.1.0": ["owners of ip 10.2.1.0"],
    "show pod p0": ["show pod b/p0"],
  ]

  /// Questions, some of them in one namespace or over all instead, where a history has several.
  static func scoped(
    _ questions: [String],
    _ history: History,
    _ random: inout SplitMix64
  ) -> [String] {
    guard history.hasNamespaces else { return questions }
    return questions.map { question in
      random.oneIn(2) ? random.pick(scoped[question] ?? []) ?? question : question
    }
  }

  /// The one namespace that a question about all objects of a sort reads; nil for all.
  static func namespace(of question: String) -> String? {
    ["a", "b"].first { name in
      question.hasSuffix("in namespace \(name)") || question.contains(" \(name)/")
    }
  }

  /// Some of the revisions of a history, its first and last among them.
  static func revisions(
    of history: History,
    count: Int,
    _ random: inout SplitMix64
  ) -> [Int] {
    let range = history.firstRevision...history.lastRevision
    let some = (0..<count).map { _ in random.number(range) }
    return Set(some + [range.lowerBound, range.upperBound]).sorted()
  }

  /// Some of the instants at which something arrived, and some just before one.
  static func instants(
    of history: History,
    count: Int,
    _ random: inout SplitMix64
  ) -> [Instant] {
    let instants = history.instants
    let some = (0..<count).compactMap { _ in
      random.pick(instants)?.advanced(byNanoseconds: random.oneIn(3) ? -1 : 0)
    }
    return Set(some + instants.suffix(1)).sorted()
  }
}
