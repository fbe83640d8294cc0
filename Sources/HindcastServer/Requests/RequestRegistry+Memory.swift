/// What requests hold in memory, by their clients.
extension RequestRegistry {
  /// How many more bytes a request holds before those of its client are added up (docs/reference/limits.md).
  private static let stepBytes = 64 << 10

  /// Counts bytes that a request holds from now on, or no longer where they are fewer than none; ends it
  /// where its client then holds more than it may.
  func hold(_ bytes: Int, for request: RunningRequest) {
    guard request.hold(bytes, step: Self.stepBytes), let bounds = request.allowed?.bounds else {
      return
    }
    let held = all.reduce(0) { $0 + ($1.details.client == bounds.client ? $1.heldBytes : 0) }
    if held > bounds.memory.value { request.stop(.clientMemory) }
  }

  /// The request to end where memory runs out: of the client whose requests hold most, the one that has
  /// run longest, streams of live events aside.
  var largest: RunningRequest? {
    let running = all.filter { $0.phase != .streaming && !$0.isStopped }
    var held: [String: Int] = [:]
    for request in running { held[request.details.client, default: 0] += request.heldBytes }
    let most = held.values.max()
    return running.first { held[$0.details.client] == most }
  }
}
