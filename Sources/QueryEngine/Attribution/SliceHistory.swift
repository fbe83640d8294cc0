import KubernetesRules
import Projections
import TopologyModel

/// What a slice listed, over all of an epoch: found by address.
final class SliceHistory: CacheEntry {
  /// A stretch of time over which the slice's header had the same facts.
  struct Header {
    var facts: EndpointSliceFacts
    var stretch: Range<Int64>
  }

  /// A stretch of time over which an endpoint with an address had the same facts.
  struct Entry {
    var facts: EndpointFacts
    /// The place of the address in the endpoint; kube-proxy uses the first one only.
    var index: Int
    var stretch: Range<Int64>
  }

  let object: ObjectReference
  let headers: [Header]
  private let entries: [AddressKey: [Entry]]
  let byteCount: Int

  init(_ objectID: Int64, _ clock: EpochClock) throws {
    let reads = clock.reads
    object = try reads.slice(objectID)
    guard let last = try clock.lastRevision() else {
      headers = []
      entries = [:]
      byteCount = 0
      return
    }
    let runs = try reads.runs(of: .slot(object.slot), in: .lowest...last, clock.cluster)
    headers = try runs.filter { $0.objectID == objectID }.flatMap { run -> [Header] in
      guard case .endpointSlice(let facts, _) = run.facts else { return [] }
      // Where a watch told the end, no other incarnation can have taken the slot before it.
      let rivals = run.endsInferred || run.validity.until == nil ? runs : []
      return try ServiceHistory.stretches(of: run, among: rivals, clock)
        .map { Header(facts: facts, stretch: $0) }
    }
    var found: [AddressKey: [Entry]] = [:]
    var count = 0
    let listed = try reads.endpointRuns(ofSlice: objectID, object: object, in: .lowest...last)
    for run in listed {
      guard let stretch = try clock.stretch(run.validity, .endpointSlice) else { continue }
      for (index, text) in run.facts.addresses.enumerated() {
        guard let address = IPAddress(text) else { continue }
        found[AddressKey(address), default: []]
          .append(Entry(facts: run.facts, index: index, stretch: stretch))
        count += 1
      }
    }
    entries = found
    byteCount = 400 + headers.count * 400 + count * 450
  }

  /// The entries that are ready and do not terminate, of the address that kube-proxy uses.
  var readyEntries: [Entry] {
    entries.values.flatMap { own in
      own.filter { $0.index == 0 && $0.facts.isReady && !$0.facts.isTerminating }
    }
  }

  /// The entries that list an address.
  func entries(listing address: AddressKey) -> [Entry] { entries[address] ?? [] }
}
