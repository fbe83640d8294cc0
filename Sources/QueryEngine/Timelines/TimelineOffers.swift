import KubernetesRules
import Projections
import TopologyModel

/// What ready endpoints of a Service are eligible for, each as if no other were listed.
///
/// Of an endpoint with one address the conditions alone decide, so that the rules are asked once for those
/// of a slice with equal ones.
struct TimelineOffers {
  /// The Service over a run of it.
  final class Service {
    /// Its place among the Service's runs.
    let place: Int
    let run: FactRun<ObjectFacts>
    let facts: ServiceFacts
    let bounds: RunBounds

    /// Creates one; nil for a run of another kind.
    init?(_ run: FactRun<ObjectFacts>, place: Int) {
      guard case .service(let facts) = run.facts else { return nil }
      (self.place, self.run, self.facts, bounds) = (place, run, facts, RunBounds(run))
    }
  }

  /// A slice over a run of it.
  final class Slice {
    /// Its place among the runs of all of the Service's slices.
    let place: Int
    let run: FactRun<ObjectFacts>
    let facts: EndpointSliceFacts
    let bounds: RunBounds
    /// What addresses it lists; nil for host names.
    let family: IPAddress.Family?

    /// Creates one; nil for a run of another kind.
    init?(_ run: FactRun<ObjectFacts>, place: Int) {
      guard case .endpointSlice(let facts, _) = run.facts else { return nil }
      (self.place, self.run, self.facts, bounds) = (place, run, facts, RunBounds(run))
      family = IPAddress.Family(rawValue: facts.addressType)
    }
  }

  /// An address of an endpoint under a Service port.
  struct Offer {
    /// Nil for one of a slice with other ports than the Service's.
    var port: ServiceFacts.Port?
    var targetPort: Int?
    var address: String
    var eligibleAs: EligibleAs
  }

  private struct Key: Hashable {
    var service: Int
    var slice: Int
    var isServing: Bool
    var isTerminating: Bool
  }

  private var known: [Key: [Offer]] = [:]

  /// What a ready endpoint is eligible for.
  mutating func of(
    _ endpoint: FactRun<EndpointFacts>,
    in slice: Slice,
    of service: Service
  ) -> [Offer] {
    let facts = endpoint.facts
    guard let address = facts.addresses.first, facts.addresses.count == 1 else {
      return Self.evaluated(endpoint, slice, service)
    }
    let key = Key(
      service: service.place,
      slice: slice.place,
      isServing: facts.isServing,
      isTerminating: facts.isTerminating
    )
    if var found = known[key] {
      for index in found.indices { found[index].address = address }
      return found
    }
    let found = Self.evaluated(endpoint, slice, service)
    known[key] = found
    return found
  }

  private static func evaluated(
    _ endpoint: FactRun<EndpointFacts>,
    _ slice: Slice,
    _ service: Service
  ) -> [Offer] {
    let alone = ServiceSource(
      service: service.run,
      facts: service.facts,
      slices: [SliceRuns(run: slice.run, facts: slice.facts, endpoints: [endpoint])]
    )
    return alone.entries(on: nil).compactMap { entry in
      entry.eligibleAs.map { eligibleAs in
        Offer(
          port: entry.port,
          targetPort: entry.targetPort,
          address: entry.address,
          eligibleAs: eligibleAs
        )
      }
    }
  }
}
