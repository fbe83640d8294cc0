import KubernetesRules
import Projections
import TopologyModel

/// Which Services' endpoints an address was, over all of an epoch.
final class ServiceListings {
  private let clock: EpochClock
  /// The slices that ever listed an address.
  private var slices: [AddressKey: [Int64]] = [:]
  private var histories: GenerationCache<Int64, SliceHistory>
  private var services: GenerationCache<ObjectSlot, ServiceHistory>
  private var readiness: GenerationCache<ObjectSlot, ServiceReadiness>

  /// About how many bytes of what was read are kept.
  var byteCount: Int { histories.byteCount + services.byteCount + readiness.byteCount }

  init(_ clock: EpochClock, bytesMax: Int) throws {
    self.clock = clock
    histories = GenerationCache(bytesMax: bytesMax * 3 / 4)
    services = GenerationCache(bytesMax: bytesMax / 8)
    readiness = GenerationCache(bytesMax: bytesMax / 8)
    var found: [AddressKey: [Int64]] = [:]
    try clock.reads.forEachListedAddress(clock.cluster) { slice, key in
      if found[key]?.contains(slice) != true { found[key, default: []].append(slice) }
    }
    slices = found
  }

  /// How many entries of slices were read, each slice's for itself.
  private(set) var readCount = 0
  /// The entries of all slices, where they were read at once.
  var sweep: AddressSweep?

  /// The stretches over which a Service's port led to an address, by beginning.
  func endpoints(with address: AddressKey) throws -> [ListedEndpoint] {
    var all: [ListedEndpoint] = []
    for id in slices[address] ?? [] {
      let slice = try slice(id)
      guard clock.shows(slice.object) else { continue }
      let entries = slice.entries(listing: address)
      for header in slice.headers {
        let own = entries.filter { $0.stretch.overlaps(header.stretch) }
        guard !own.isEmpty else { continue }
        for offer in try offers(of: header, slice) {
          for entry in own {
            let stretch = entry.stretch.clamped(to: offer.stretch)
            if !stretch.isEmpty { try list(entry, offer, stretch, in: &all) }
          }
        }
      }
    }
    all.sort { left, right in
      left.stretch.lowerBound != right.stretch.lowerBound
        ? left.stretch.lowerBound < right.stretch.lowerBound : left.service < right.service
    }
    Self.markConflicts(all)
    return all
  }

  /// What a header offers of its Service.
  private func offers(
    of header: SliceHistory.Header,
    _ slice: SliceHistory
  ) throws -> [SliceOffer] {
    if let known = header.offers { return known }
    var offers: [SliceOffer] = []
    if let name = header.facts.serviceName {
      let slot = ObjectSlot(
        kind: .service,
        namespace: slice.object.slot.namespace,
        name: name
      )
      for piece in try service(slot).pieces where piece.stretch.overlaps(header.stretch) {
        offers.append(SliceOffer(piece, header, slice.object))
      }
    }
    header.offers = offers
    return offers
  }

  private func slice(_ id: Int64) throws -> SliceHistory {
    if let known = histories[id] { return known }
    let history = try SliceHistory(id, clock, entries: sweep?.entries(ofSlice: id))
    if sweep == nil { readCount += history.entries.count }
    histories.insert(history, for: id)
    return history
  }

  private func service(_ slot: ObjectSlot) throws -> ServiceHistory {
    if let known = services[slot] { return known }
    let history = try ServiceHistory(slot, clock)
    services.insert(history, for: slot)
    return history
  }

  /// Adds an entry under each of the Service's ports that its slice carries.
  private func list(
    _ entry: SliceHistory.Entry,
    _ offer: SliceOffer,
    _ stretch: Range<Int64>,
    in all: inout [ListedEndpoint]
  ) throws {
    func add(_ place: Int?, _ stretch: Range<Int64>, _ verdict: ListedEndpoint.Verdict) {
      all.append(
        ListedEndpoint(offer, place: place, run: entry.run, stretch: stretch, verdict: verdict)
      )
    }
    let verdict = offer.verdict(entry.conditions, hasPort: !offer.ports.isEmpty)
    guard !offer.ports.isEmpty else {
      add(nil, stretch, verdict)
      return
    }
    for (place, port) in offer.ports.enumerated() {
      guard verdict == .contingent, !offer.isLocal else {
        add(place, stretch, verdict)
        continue
      }
      let key = ServiceReadiness.Place(port: port.port, addressType: offer.addressType)
      let readiness = try readiness(offer.serviceSlot)
      for part in readiness.parts(of: stretch, key) {
        add(place, part.stretch, part.isReady ? .notEligible : .contingent)
      }
    }
  }

  private func readiness(_ slot: ObjectSlot) throws -> ServiceReadiness {
    if let known = readiness[slot] { return known }
    var single: [ServiceReadiness.Place: [Range<Int64>]] = [:]
    let last = try clock.lastRevision() ?? .lowest
    let selection = RunSelection.slices(service: slot.name, namespace: slot.namespace)
    let runs = try clock.reads.runs(of: selection, in: .lowest...last, clock.cluster)
    for id in Set(runs.map(\.objectID)).sorted() {
      let slice = try slice(id)
      for header in slice.headers where header.facts.serviceName == slot.name {
        for offer in try offers(of: header, slice) where offer.reach != .none {
          var ready: [Range<Int64>] = []
          for entry in slice.entries
          where entry.conditions.isSuperset(of: [.first, .ready])
            && !entry.conditions.contains(.terminating)
            && offer.verdict(entry.conditions, hasPort: true) == .eligible
          {
            let stretch = entry.stretch.clamped(to: offer.stretch)
            if !stretch.isEmpty { ready.append(stretch) }
          }
          for port in offer.ports {
            let place = ServiceReadiness.Place(port: port.port, addressType: offer.addressType)
            single[place, default: []] += ready
          }
        }
      }
    }
    let found = ServiceReadiness(single)
    readiness.insert(found, for: slot)
    return found
  }

  /// Makes entries contingent that list the same address and port for a Service at one time.
  private static func markConflicts(_ all: [ListedEndpoint]) {
    // By beginning: without two at one time there is no conflict.
    var end = Int64.min
    let areApart = all.allSatisfy { endpoint in
      defer { end = max(end, endpoint.stretch.upperBound) }
      return endpoint.stretch.lowerBound >= end
    }
    guard !areApart else { return }
    struct Place: Hashable {
      var service: ObjectSlot
      var port: ServiceFacts.Port?
      var target: Int?
    }
    var latest: [Place: ListedEndpoint] = [:]
    for endpoint in all {
      let place = Place(service: endpoint.service, port: endpoint.port, target: endpoint.target)
      guard let before = latest[place] else {
        latest[place] = endpoint
        continue
      }
      if before.stretch.overlaps(endpoint.stretch), !endpoint.isOfHeadless {
        for rival in [before, endpoint] { rival.verdict = .contingent }
      }
      if endpoint.stretch.upperBound > before.stretch.upperBound { latest[place] = endpoint }
    }
  }
}

extension ListedEndpoint {
  /// Whether DNS, which asks for nothing but readiness, gives the endpoints.
  fileprivate var isOfHeadless: Bool {
    offer.service.facts.isHeadless
  }
}
