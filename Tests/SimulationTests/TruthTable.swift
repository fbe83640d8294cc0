import Simulation
import TopologyModel

/// What a simulation says was true, by instants.
struct TruthTable {
  /// An endpoint at an instant.
  struct Endpoint: Hashable {
    var service: String
    var port: Int
    var address: String
    var targetPort: Int
    var isReady: Bool
    var isServing: Bool
    var isTerminating: Bool
  }

  /// A Pod that serves at an instant.
  struct Serving: Hashable {
    var service: String
    var port: Int
    var pod: String
    var address: String
  }

  /// A stretch in which a kind was not watched.
  struct Gap: Hashable {
    var kind: String
    var from: Instant
    var until: Instant?
  }

  /// An endpoint with the stretch in which it was so.
  struct Interval: Hashable {
    var endpoint: Endpoint
    var from: Instant
    var until: Instant?
  }

  private var listed: [SimulatedTruth.Endpoint] = []
  private var held: [SimulatedTruth.Address] = []
  private let recording: SimulatedRecording

  init(_ recording: SimulatedRecording) {
    self.recording = recording
    for truth in recording.truths {
      switch truth {
      case .endpoint(let endpoint): listed.append(endpoint)
      case .address(let address): held.append(address)
      case .gap, .recording: break
      }
    }
  }

  /// Every address that any Pod held.
  var addresses: [String] { Set(held.map(\.address)).sorted() }

  func isInGap(_ time: Instant) -> Bool {
    recording.gaps.contains { $0.from <= time && time < $0.until ?? Instant(nanoseconds: .max) }
  }

  /// The gaps that ended within the recording.
  func gaps(within whole: SimulatedTruth.Recording) -> Set<Gap> {
    Set(
      recording.gaps.filter { $0.until != nil }
        .map { Gap(kind: $0.kind.resourceName, from: $0.from, until: $0.until) }
    )
  }

  func endpoints(at time: Instant) -> Set<Endpoint> { Set(current(at: time).map(Self.endpoint)) }

  /// The endpoints with their stretches, those that touch joined, and cut off at the recording's
  /// beginning.
  func intervals(within whole: SimulatedTruth.Recording) -> Set<Interval> {
    var joined: [Interval] = []
    for (endpoint, parts) in Dictionary(grouping: listed, by: Self.endpoint) {
      var last: Interval?
      for part in parts.sorted(by: { $0.from < $1.from }) {
        if let open = last, open.until == part.from {
          last?.until = part.until
          continue
        }
        joined += [last].compactMap { $0 }
        last = Interval(endpoint: endpoint, from: part.from, until: part.until)
      }
      joined += [last].compactMap { $0 }
    }
    return Set(joined.filter { $0.until ?? Self.never > whole.from })
  }

  private static func endpoint(_ endpoint: SimulatedTruth.Endpoint) -> Endpoint {
    Endpoint(
      service: "\(endpoint.namespace)/\(endpoint.service)",
      port: endpoint.port,
      address: endpoint.address,
      targetPort: endpoint.targetPort,
      isReady: endpoint.isReady,
      isServing: endpoint.isServing,
      isTerminating: endpoint.isTerminating
    )
  }

  /// The Pods that take new connections: those that are ready, else, unless DNS alone gives them,
  /// those that still serve while they end.
  func serving(at time: Instant) -> Set<Serving> {
    var serving: Set<Serving> = []
    let groups = Dictionary(grouping: current(at: time)) { endpoint in
      let family = endpoint.address.contains(":") ? "6" : "4"
      return "\(endpoint.namespace)/\(endpoint.service) \(endpoint.port) \(family)"
    }
    for group in groups.values {
      let ready = group.filter(\.isReady)
      let isFallback = ready.isEmpty && group.first?.isHeadless == false
      let eligible = isFallback ? group.filter { $0.isServing && $0.isTerminating } : ready
      for endpoint in eligible {
        guard let pod = endpoint.pod else { continue }
        serving.insert(
          Serving(
            service: "\(endpoint.namespace)/\(endpoint.service)",
            port: endpoint.port,
            pod: pod,
            address: endpoint.address
          )
        )
      }
    }
    return serving
  }

  func owners(of address: String, at time: Instant) -> Set<String> {
    Set(
      held.filter { $0.address == address && $0.from <= time && time < $0.until ?? Self.never }
        .map { "\($0.namespace)/\($0.pod)" }
    )
  }

  private static let never = Instant(nanoseconds: .max)

  private func current(at time: Instant) -> [SimulatedTruth.Endpoint] {
    listed.filter { $0.from <= time && time < $0.until ?? Self.never }
  }
}
