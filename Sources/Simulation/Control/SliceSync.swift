/// How the EndpointSlice controller brings the slices of one family up to date (semantics.md 2.10).
///
/// What is listed no more leaves its slice, what is new fills slices of the same ports, and no
/// endpoint ever moves from one slice to another. Of empty slices one stays, where all are empty.
struct SliceSync {
  /// A slice as it is to be.
  struct Draft {
    var endpoints: [SimulatedSlice.Endpoint]
    var port: Int
    /// Whether it is of the family.
    var isOwn = true
    var isChanged = false
    var isDropped = false
  }

  private struct Wanted {
    var endpoint: SimulatedSlice.Endpoint
    var port: Int
    var isPlaced = false
  }

  /// The slices, those of other families too; the new ones last.
  private(set) var drafts: [Draft]
  private var wanted: [Wanted] = []
  /// Where in `wanted` a Pod is, by its place.
  private var places: [Int: Int] = [:]

  init(slices: [SimulatedSlice], family: SimulatedFamily) {
    drafts = slices.map {
      Draft(endpoints: $0.endpoints, port: $0.port, isOwn: $0.family == family)
    }
  }

  /// Says what is to be listed.
  mutating func want(_ endpoint: SimulatedSlice.Endpoint, port: Int) {
    places[endpoint.pod] = wanted.count
    wanted.append(Wanted(endpoint: endpoint, port: port))
  }

  /// Finds a slice for everything.
  mutating func place() {
    for index in drafts.indices where drafts[index].isOwn { update(index) }
    for number in wanted.indices where !wanted[number].isPlaced {
      let index = roomIndex(for: wanted[number].port)
      drafts[index].endpoints.append(wanted[number].endpoint)
      drafts[index].port = wanted[number].port
      drafts[index].isChanged = true
    }
    dropEmpty()
  }

  private mutating func update(_ index: Int) {
    var kept: [SimulatedSlice.Endpoint] = []
    kept.reserveCapacity(drafts[index].endpoints.count)
    var isChanged = false
    for endpoint in drafts[index].endpoints {
      guard let number = places[endpoint.pod],
        wanted[number].endpoint.serial == endpoint.serial
      else {
        isChanged = true
        continue
      }
      wanted[number].isPlaced = true
      if wanted[number].endpoint.conditions != endpoint.conditions { isChanged = true }
      kept.append(wanted[number].endpoint)
    }
    guard isChanged else { return }
    drafts[index].endpoints = kept
    drafts[index].isChanged = true
  }

  /// The slice that takes another endpoint: one of the same ports with room, one that is empty, or
  /// a new one.
  private mutating func roomIndex(for port: Int) -> Int {
    let withRoom = drafts.firstIndex {
      $0.isOwn && $0.port == port && !$0.endpoints.isEmpty
        && $0.endpoints.count < SimulatedSlice.endpointsMax
    }
    if let index = withRoom ?? drafts.firstIndex(where: { $0.isOwn && $0.endpoints.isEmpty }) {
      return index
    }
    drafts.append(Draft(endpoints: [], port: port))
    return drafts.count - 1
  }

  private mutating func dropEmpty() {
    let own = drafts.indices.filter { drafts[$0].isOwn }
    let empty = own.filter { drafts[$0].endpoints.isEmpty }
    if own.isEmpty {
      var placeholder = Draft(endpoints: [], port: 0)
      placeholder.isChanged = true
      drafts.append(placeholder)
      return
    }
    let dropped = empty.count == own.count ? empty.dropFirst() : empty[...]
    for index in dropped { drafts[index].isDropped = true }
  }
}
