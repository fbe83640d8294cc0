internal import TopologyModel

extension SimulatedTruth {
  /// When it began.
  var from: Instant {
    switch self {
    case .address(let address): address.from
    case .endpoint(let endpoint): endpoint.from
    case .gap(let gap): gap.from
    case .recording(let recording): recording.from
    }
  }

  /// The same from an instant on.
  func beginning(at time: Instant) -> SimulatedTruth {
    switch self {
    case .address(var address):
      address.from = time
      return .address(address)
    case .endpoint(var endpoint):
      endpoint.from = time
      return .endpoint(endpoint)
    case .gap, .recording: return self
    }
  }

  /// The same until an instant.
  func ending(at time: Instant) -> SimulatedTruth {
    switch self {
    case .address(var address):
      address.until = time
      return .address(address)
    case .endpoint(var endpoint):
      endpoint.until = time
      return .endpoint(endpoint)
    case .gap, .recording: return self
    }
  }
}
