import KubernetesRules
import Projections
import TopologyModel

/// When the addresses of endpoints that rows are about were listed a second time in slices of the same
/// Service, so that the other occurrence may have been the one that counts (semantics.md 2.24).
struct ContestedAddresses {
  /// An address that a Service's slices list.
  private struct Place: Hashable {
    var service: ObjectSlot
    var address: String

    init?(_ anchor: RowAnchor) {
      guard case .endpoint(let endpoint, let service, _) = anchor, endpoint.isContestable,
        let address = endpoint.facts.addresses.first
      else { return nil }
      self.service = service
      self.address = EndpointCandidate.canonicalAddress(address)
    }
  }

  /// What is known of an address at a revision.
  enum Listing: Hashable {
    /// Several listings of it are there.
    case contested
    /// One at most is, and has been from one revision to another.
    case single(from: Revision?, until: Revision?)
  }

  private var contests: [Place: [HalfOpenInterval<Revision>]] = [:]

  /// Reads what was listed with the addresses of rows, once for each Service; nil where none was ever listed
  /// a second time.
  init?(of rows: [StateRow], _ reads: any TopologyReads, _ cluster: ClusterContext) throws {
    let places = Dictionary(grouping: Set(rows.compactMap { Place($0.anchor) }), by: \.service)
    for (service, places) in places.sorted(by: { $0.key < $1.key }) {
      let listings = try reads.contests(
        ofAddresses: places.map(\.address).sorted(),
        inSlicesNamingService: service.name,
        namespace: service.namespace,
        cluster
      )
      guard !listings.isEmpty else { continue }
      let headers = try Self.headers(service, reads, cluster)
      for place in places {
        let found = Self.contests(listings[place.address] ?? [], headers)
        if !found.isEmpty { contests[place] = found }
      }
    }
    if contests.isEmpty { return nil }
  }

  /// What is known at a revision of the address of a row's endpoint; nil where it was never listed a second
  /// time.
  func listing(_ anchor: RowAnchor, at revision: Revision) -> Listing? {
    guard let contests = Place(anchor).flatMap({ contests[$0] }) else { return nil }
    let next = contests.partitioningIndex { $0.from > revision }
    let until = next < contests.count ? contests[next].from : nil
    guard next > 0 else { return .single(from: nil, until: until) }
    if contests[next - 1].contains(revision) { return .contested }
    return .single(from: contests[next - 1].until, until: until)
  }

  /// What slices offered of a Service, by slice.
  private static func headers(
    _ service: ObjectSlot,
    _ reads: any TopologyReads,
    _ cluster: ClusterContext
  ) throws -> [Int64: [Header]] {
    let last = try reads.lastRevision(of: .endpointSlice, cluster) ?? .lowest
    let runs = try reads.runs(
      of: .slices(service: service.name, namespace: service.namespace),
      in: .lowest...max(last, .lowest),
      cluster
    )
    let headers = runs.compactMap { run -> Header? in
      guard case .endpointSlice(let facts, _) = run.facts, facts.serviceName == service.name else {
        return nil
      }
      return Header(sliceID: run.objectID, validity: run.validity, facts: facts)
    }
    return Dictionary(grouping: headers, by: \.sliceID)
  }

  /// A slice over a stretch in which it named the Service and offered the same.
  private struct Header {
    var sliceID: Int64
    var validity: HalfOpenInterval<Revision>
    var facts: EndpointSliceFacts

    /// Whether an address that both list may be one endpoint to kube-proxy: under the same number for a
    /// port of the same name.
    func contends(with other: Header) -> Bool {
      facts.addressType == other.facts.addressType
        && facts.ports.contains { port in
          other.facts.ports.contains {
            $0.name == port.name && $0.transport == port.transport && $0.number == port.number
          }
        }
    }
  }

  /// Where listings of an address, by beginning, meet under headers that contend; in order.
  private static func contests(
    _ listings: [AddressListing],
    _ headers: [Int64: [Header]]
  ) -> [HalfOpenInterval<Revision>] {
    var found: [HalfOpenInterval<Revision>] = []
    var held: [AddressListing] = []
    for listing in listings {
      held.removeAll { $0.validity.until.map { $0 <= listing.validity.from } ?? false }
      for other in held {
        guard let meeting = other.validity.intersection(listing.validity) else { continue }
        for first in headers[other.sliceID] ?? [] {
          for second in headers[listing.sliceID] ?? [] where first.contends(with: second) {
            let both = first.validity.intersection(second.validity)
            if let stretch = both?.intersection(meeting) { found.append(stretch) }
          }
        }
      }
      held.append(listing)
    }
    return HalfOpenInterval.union(found)
  }
}
