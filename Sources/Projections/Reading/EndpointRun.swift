internal import KubernetesRules
public import TopologyModel

/// A stretch of revisions over which a slice's endpoint had the same facts, with those that tell
/// whether connections went there.
public struct EndpointRun: Sendable {
  /// The number by which all of its facts can be read.
  public var number: Int64
  /// The addresses as they are listed, kube-proxy's first; nil for what is none.
  public var addresses: [AddressKey?]
  /// Whether it is ready.
  public var isReady: Bool
  /// Whether it serves.
  public var isServing: Bool
  /// Whether it terminates.
  public var isTerminating: Bool
  /// Whether its Node is named.
  public var isPlaced: Bool
  /// The first revision.
  public var from: CompactRevision
  /// The revision at which it ended; nil while nothing is known to have ended it.
  public var until: CompactRevision?

  /// Reads the beginning of what `EndpointFacts.layoutBytes()` wrote; nil where that is not whole.
  init?(
    _ number: Int64,
    _ layout: UnsafeRawBufferPointer,
    _ from: CompactRevision,
    _ until: CompactRevision?
  ) {
    self.number = number
    self.from = from
    self.until = until
    var cursor = LayoutCursor(layout)
    addresses = []
    for _ in 0..<cursor.count() {
      addresses.append(cursor.address())
    }
    var facts = EndpointFacts()
    (facts.ready, facts.serving, facts.terminating) = cursor.flags()
    isReady = facts.isReady
    isServing = facts.isServing
    isTerminating = facts.isTerminating
    cursor.skipOptionalText()
    isPlaced = !cursor.text().isEmpty
    guard cursor.isWhole else { return nil }
  }
}
