public import TopologyModel

extension StandInServer {
  /// Waits until the condition holds; it is asked whenever a request, an answer, a watch or a
  /// connection changes.
  ///
  /// - Throws: `StandInError.stopped` where the server stops before, `CancellationError` where the
  ///   task is cancelled.
  public nonisolated func wait(
    until condition: @escaping @Sendable (StandInStatus) -> Bool
  ) async throws {
    try await shared.wait(until: condition)
  }

  /// Waits until at least so many watches of a kind, or of all, are open.
  public nonisolated func waitForWatches(_ count: Int, of kind: ResourceKind? = nil) async throws {
    try await wait { $0.watches(of: kind).count >= count }
  }

  /// Waits until so many requests have come that are meant, since the start.
  public nonisolated func waitForRequests(_ count: Int, on target: StandInTarget) async throws {
    try await wait { $0.requests(target).count >= count }
  }

  /// Waits until an open watch of a kind has sent everything up to a revision.
  public nonisolated func waitForWatch(
    of kind: ResourceKind,
    toReach revision: Revision
  ) async throws {
    try await wait { status in
      status.watches(of: kind).contains { $0.lastRevision.map { $0 >= revision } ?? false }
    }
  }

  /// Waits until no connection is open.
  public nonisolated func waitForDisconnection() async throws {
    try await wait { $0.connectionCount == 0 }
  }
}
