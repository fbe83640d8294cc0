internal import NIOCore
internal import Synchronization
internal import TopologyModel

/// What all connections of a server share.
final class ServerState: Sendable {
  private struct OpenWatch {
    var watch: StandInWatch
    let breakOff: @Sendable (StandInBreak) async -> Void
  }

  private struct Waiter {
    let condition: @Sendable (StandInStatus) -> Bool
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct Content {
    var options: StandInOptions
    var requests: [StandInRequest] = []
    var faults: [InjectedFault] = []
    var watches: [Int: OpenWatch] = [:]
    var connections: [Int: any Channel] = [:]
    var connectionCount = 0
    var waiters: [Int: Waiter] = [:]
    var waiterCount = 0
    var isStopped = false

    var status: StandInStatus {
      var status = StandInStatus()
      status.requests = requests
      status.watches = watches.values.map(\.watch).sorted { $0.request < $1.request }
      status.connectionCount = connections.count
      return status
    }

    /// Takes out the waiters whose time has come.
    mutating func takeReadyWaiters() -> [Waiter] {
      guard !waiters.isEmpty else { return [] }
      let status = status
      let ready = waiters.filter { isStopped || $0.value.condition(status) }
      for id in ready.keys { waiters[id] = nil }
      return Array(ready.values)
    }
  }

  let world: StandInWorld
  private let content: Mutex<Content>

  init(world: StandInWorld, options: StandInOptions) {
    self.world = world
    content = Mutex(Content(options: options))
  }

  var options: StandInOptions { content.withLock(\.options) }
  var status: StandInStatus { content.withLock(\.status) }

  func reconfigure(_ change: @Sendable (inout StandInOptions) -> Void) {
    content.withLock { change(&$0.options) }
  }

  // MARK: Connections

  /// Notes a connection; returns its number, or nil where the server has stopped.
  func connectionOpened(_ channel: any Channel) -> Int? {
    change { content in
      guard !content.isStopped else { return nil }
      content.connectionCount += 1
      content.connections[content.connectionCount] = channel
      return content.connectionCount
    }
  }

  func connectionClosed(_ number: Int) {
    change { $0.connections[number] = nil }
  }

  /// Lets nobody in any more; returns the connections that are open.
  func stop() -> [any Channel] {
    change { content in
      content.isStopped = true
      return Array(content.connections.values)
    }
  }

  // MARK: Requests and faults

  /// Logs a request under the next number; returns it with the faults that it meets.
  func received(_ request: StandInRequest) -> (StandInRequest, FaultPlan) {
    change { content in
      var request = request
      request.number = content.requests.count + 1
      content.requests.append(request)
      var met: [StandInFault] = []
      for index in content.faults.indices where content.faults[index].meets(request) {
        met.append(content.faults[index].fault)
      }
      return (request, FaultPlan(met))
    }
  }

  func answered(_ request: Int, status: Int) {
    change { $0.requests[request - 1].status = status }
  }

  func inject(_ fault: InjectedFault) {
    content.withLock { $0.faults.append(fault) }
  }

  func removeFaults(_ target: StandInTarget?) {
    content.withLock { content in
      content.faults.removeAll { target == nil || $0.target == target }
    }
  }

  // MARK: Watches

  func watchOpened(
    _ watch: StandInWatch,
    breakOff: @escaping @Sendable (StandInBreak) async -> Void
  ) {
    change { $0.watches[watch.request] = OpenWatch(watch: watch, breakOff: breakOff) }
  }

  func watchChanged(_ watch: StandInWatch) {
    change { $0.watches[watch.request]?.watch = watch }
  }

  func watchClosed(_ request: Int) {
    change { $0.watches[request] = nil }
  }

  func breakOff(_ kind: ResourceKind?, _ way: StandInBreak) async {
    let open = content.withLock { content in
      content.watches.sorted { $0.key < $1.key }.map(\.value)
        .filter { kind == nil || $0.watch.kind == kind }
    }
    for watch in open { await watch.breakOff(way) }
  }

  // MARK: Waiting

  /// Waits until the condition holds.
  func wait(until condition: @escaping @Sendable (StandInStatus) -> Bool) async throws {
    let id = content.withLock { content in
      content.waiterCount += 1
      return content.waiterCount
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let waiter = Waiter(condition: condition, continuation: continuation)
        change { $0.waiters[id] = waiter }
        // Cancelling before this line may have found no waiter, so it is asked for here.
        if Task.isCancelled { cancelWaiter(id) }
      }
    } onCancel: {
      cancelWaiter(id)
    }
    if content.withLock({ $0.isStopped && !condition($0.status) }) { throw StandInError.stopped }
  }

  private func cancelWaiter(_ id: Int) {
    let waiter = content.withLock { $0.waiters.removeValue(forKey: id) }
    waiter?.continuation.resume(throwing: CancellationError())
  }

  /// Changes something, then wakes whoever waited for it.
  private func change<Result: Sendable>(
    _ body: (inout Content) -> Result
  ) -> Result {
    let (result, ready) = content.withLock { content in
      let result = body(&content)
      return (result, content.takeReadyWaiters())
    }
    for waiter in ready { waiter.continuation.resume() }
    return result
  }
}
