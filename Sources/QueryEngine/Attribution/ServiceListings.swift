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

  init(_ clock: EpochClock, bytesMax: Int) throws {
    self.clock = clock
    histories = GenerationCache(bytesMax: bytesMax * 3 / 4)
    services = GenerationCache(bytesMax: bytesMax / 8)
    readiness = GenerationCache(bytesMax: bytesMax / 8)
    var found: [AddressKey: [Int64]] = [:]
    try clock.reads.forEachListedAddress(clock.cluster) { slice, address in
      let key = AddressKey(address)
      if found[key]?.contains(slice) != true { found[key, default: []].append(slice) }
    }
    slices = found
  }

  /// The stretches over which a Service's port led to an address, by beginning.
  func endpoints(with address: AddressKey) throws -> [ListedEndpoint] {
    var all: [ListedEndpoint] = []
    for id in slices[address] ?? [] {
      let slice = try slice(id)
      let entries = slice.entries(listing: address)
      for header in slice.headers {
        guard let name = header.facts.serviceName else { continue }
        let slot = ObjectSlot(
          kind: .service,
          namespace: slice.object.slot.namespace,
          name: name
        )
        let own = entries.filter { $0.stretch.overlaps(header.stretch) }
        guard !own.isEmpty else { continue }
        for piece in try service(slot).pieces where piece.stretch.overlaps(header.stretch) {
          for entry in own {
            let stretch = entry.stretch.clamped(to: header.stretch).clamped(to: piece.stretch)
            guard !stretch.isEmpty else { continue }
            all += try listed(piece, slice, header, entry, stretch)
          }
        }
      }
    }
    all.sort { ($0.stretch.lowerBound, $0.service) < ($1.stretch.lowerBound, $1.service) }
    Self.markConflicts(all)
    return all
  }

  private func slice(_ id: Int64) throws -> SliceHistory {
    if let known = histories[id] { return known }
    let history = try SliceHistory(id, clock)
    histories.insert(history, for: id)
    return history
  }

  private func service(_ slot: ObjectSlot) throws -> ServiceHistory {
    if let known = services[slot] { return known }
    let history = try ServiceHistory(slot, clock)
    services.insert(history, for: slot)
    return history
  }

  /// An entry under each of the Service's ports that its slice carries.
  private func listed(
    _ service: ServiceHistory.Piece,
    _ slice: SliceHistory,
    _ header: SliceHistory.Header,
    _ entry: SliceHistory.Entry,
    _ stretch: Range<Int64>
  ) throws -> [ListedEndpoint] {
    func endpoint(
      _ port: ServiceFacts.Port?,
      _ target: Int?,
      _ stretch: Range<Int64>,
      _ verdict: ListedEndpoint.Verdict
    ) -> ListedEndpoint {
      ListedEndpoint(
        service: service,
        port: port,
        target: target,
        slice: slice,
        endpoint: entry.facts,
        stretch: stretch,
        verdict: verdict
      )
    }
    var all: [ListedEndpoint] = []
    for port in service.facts.ports {
      guard let joined = ServicePortJoin.slicePort(for: port, in: header.facts) else { continue }
      let verdict = Self.verdict(service, slice, header, entry, port)
      guard verdict == .contingent, service.facts.internalTrafficPolicy != "Local" else {
        all.append(endpoint(port, joined.number, stretch, verdict))
        continue
      }
      let place = ServiceReadiness.Place(port: port, addressType: header.facts.addressType)
      for part in try readiness(service.run.object.slot).parts(of: stretch, place) {
        let known: ListedEndpoint.Verdict = part.isReady ? .notEligible : .contingent
        all.append(endpoint(port, joined.number, part.stretch, known))
      }
    }
    if all.isEmpty {
      all = [endpoint(nil, nil, stretch, Self.verdict(service, slice, header, entry, nil))]
    }
    return all
  }

  private func readiness(_ slot: ObjectSlot) throws -> ServiceReadiness {
    if let known = readiness[slot] { return known }
    var single: [ServiceReadiness.Place: [Range<Int64>]] = [:]
    let last = try clock.lastRevision() ?? .lowest
    let selection = RunSelection.slices(service: slot.name, namespace: slot.namespace)
    let runs = try clock.reads.runs(of: selection, in: .lowest...last, clock.cluster)
    let pieces = try service(slot).pieces
    for id in Set(runs.map(\.objectID)).sorted() {
      let slice = try slice(id)
      for header in slice.headers where header.facts.serviceName == slot.name {
        for piece in pieces where piece.stretch.overlaps(header.stretch) {
          for entry in slice.readyEntries {
            let stretch = entry.stretch.clamped(to: header.stretch).clamped(to: piece.stretch)
            guard !stretch.isEmpty else { continue }
            for port in piece.facts.ports
            where ServicePortJoin.slicePort(for: port, in: header.facts) != nil
              && Self.verdict(piece, slice, header, entry, port) == .eligible
            {
              let place = ServiceReadiness.Place(
                port: port,
                addressType: header.facts.addressType
              )
              single[place, default: []].append(stretch)
            }
          }
        }
      }
    }
    let found = ServiceReadiness(single)
    readiness.insert(found, for: slot)
    return found
  }

  /// Whether new connections go to an entry, as `ServiceSource` says it of one that has no rivals.
  private static func verdict(
    _ service: ServiceHistory.Piece,
    _ slice: SliceHistory,
    _ header: SliceHistory.Header,
    _ entry: SliceHistory.Entry,
    _ port: ServiceFacts.Port?
  ) -> ListedEndpoint.Verdict {
    let facts = service.facts
    if facts.type == "ExternalName" { return .notEligible }
    if facts.isHeadless { return entry.facts.isReady ? .eligible : .notEligible }
    guard let port, entry.index == 0 else { return .notEligible }
    let family = ProxyEligibility.families(of: facts).first { family in
      ProxyEligibility.exclusion(
        of: header.facts,
        sliceNamespace: slice.object.slot.namespace,
        service: service.run.object.slot,
        family: family
      ) == nil
    }
    guard let family else { return .notEligible }
    guard entry.facts.isReady else {
      return entry.facts.isServing && entry.facts.isTerminating ? .contingent : .notEligible
    }
    let policies = TrafficPolicies(service: facts, port: port, family: family)
    return policies.internalIsLocal && entry.facts.nodeName.isEmpty ? .notEligible : .eligible
  }

  /// Makes entries contingent that list the same address and port for a Service at one time.
  private static func markConflicts(_ all: [ListedEndpoint]) {
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
    guard case .service(let facts) = serviceRun.facts else { return false }
    return facts.isHeadless
  }
}
