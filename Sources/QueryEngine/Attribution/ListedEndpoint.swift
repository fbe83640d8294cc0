import KubernetesRules
import Projections
import TopologyModel

/// A stretch of time over which a Service's port led to an address, by an entry of a slice.
final class ListedEndpoint {
  /// Whether new connections went there.
  enum Verdict {
    case eligible
    case notEligible
    /// It depends on the Service's other endpoints.
    case contingent
  }

  let offer: SliceOffer
  /// The place of the port among those that the slice offers; nil where there is none.
  let place: Int?
  /// The number by which the endpoint's facts can be read.
  let run: Int64
  let stretch: Range<Int64>
  var verdict: Verdict
  /// What a contingent verdict came to, by stretches, in no order.
  private var found: [(stretch: Range<Int64>, isEligible: Bool)] = []

  var service: ObjectSlot { offer.serviceSlot }
  var port: ServiceFacts.Port? { place.map { offer.ports[$0].port } }
  /// The number in the Pod; nil where there is no port.
  var target: Int? { place.flatMap { offer.ports[$0].target } }

  init(
    _ offer: SliceOffer,
    place: Int?,
    run: Int64,
    stretch: Range<Int64>,
    verdict: Verdict
  ) {
    self.offer = offer
    self.place = place
    self.run = run
    self.stretch = stretch
    self.verdict = verdict
  }

  /// Whether new connections went there at an instant of the stretch.
  func isEligible(at time: Int64, _ clock: EpochClock) throws -> Bool {
    switch verdict {
    case .eligible: return true
    case .notEligible: return false
    case .contingent: break
    }
    if let known = found.first(where: { $0.stretch.contains(time) }) { return known.isEligible }
    let revisions = try clock.revisions(at: time)
    let scene = Scene(
      reads: clock.reads,
      cluster: clock.cluster,
      revisions: revisions,
      times: TimeLookup(reads: clock.reads, cluster: clock.cluster),
      proofs: [:],
      listedKinds: [],
      settings: RuleSettings(dnsZone: "", exclusions: FindingExclusions(exclusions: []))
    )
    let source = try ServiceSource(scene: scene, service: offer.service.run)
    let endpoint = try clock.reads.endpoint(ofRun: run)
    let port = port
    let isEligible =
      source?.entries(on: nil).contains { entry in
        entry.eligibleAs != nil && entry.port == port && entry.endpoint.facts == endpoint
          && entry.slice.run.object == offer.slice
      } ?? false
    found.append((try quietStretch(around: time, revisions, clock), isEligible))
    return isEligible
  }

  /// The stretch around an instant over which nothing changed that the verdict depends on.
  private func quietStretch(
    around time: Int64,
    _ revisions: RevisionVector,
    _ clock: EpochClock
  ) throws -> Range<Int64> {
    guard let revision = revisions[.endpointSlice] else { return time..<(time + 1) }
    let quiet = try clock.reads.quietStretch(
      ofSlicesNamingService: service.name,
      namespace: service.namespace,
      at: revision,
      clock.cluster
    )
    let from = try quiet.from.flatMap { try clock.time(of: $0, .endpointSlice) } ?? .min
    let until = try quiet.until.flatMap { try clock.time(of: $0, .endpointSlice) } ?? .max
    let lower = max(from, stretch.lowerBound)
    let upper = min(until, stretch.upperBound)
    return lower <= time && time < upper ? lower..<upper : time..<(time + 1)
  }
}
