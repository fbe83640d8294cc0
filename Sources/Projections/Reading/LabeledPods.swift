import TopologyModel

/// The Pods of a namespace at a revision, by label: for questions about many Services, each of which would
/// look through all of them.
struct LabeledPods {
  let epochID: Int64
  let namespace: String
  let revision: Revision
  /// In the order in which they were read.
  private let pods: [FactRun<ObjectFacts>]
  /// Where the Pods with a label are; empty until a second selector is asked for.
  private var places: [LabelSet.Label: [Int]] = [:]
  private var askCount = 0

  init(
    _ pods: [FactRun<ObjectFacts>],
    epochID: Int64,
    namespace: String,
    revision: Revision
  ) {
    self.pods = pods
    self.epochID = epochID
    self.namespace = namespace
    self.revision = revision
  }

  /// The Pods whose labels match a selector, in their order; all for an empty one.
  mutating func selected(by selector: LabelSet) -> [FactRun<ObjectFacts>] {
    askCount += 1
    if askCount == 2 { index() }
    guard askCount > 1, !selector.isEmpty else {
      return pods.filter { $0.isPod(selectedBy: selector) }
    }
    let found = selector.labels.map { places[$0] ?? [] }.min { $0.count < $1.count } ?? []
    return found.map { pods[$0] }.filter { $0.isPod(selectedBy: selector) }
  }

  private mutating func index() {
    for (place, run) in pods.enumerated() {
      guard case .pod(let pod) = run.facts else { continue }
      for label in pod.labels.labels { places[label, default: []].append(place) }
    }
  }
}
