internal import NIOCore
internal import Synchronization

/// The connections that are open, each with the request that it waits for.
final class Connections: Sendable {
  private let open = Mutex<[ObjectIdentifier: (Connection, any Channel)]>([:])

  /// One connection.
  final class Connection: Sendable {
    private struct State {
      var request: RunningRequest?
      var isGone = false
      var isTried = false
    }

    private let state = Mutex(State())

    /// Notes the request that is answered now; one whose client went away already is stopped.
    func begin(_ request: RunningRequest) {
      let isGone = state.withLock { state in
        state.request = request
        return state.isGone
      }
      if isGone { request.stop(.clientGone) }
    }

    /// Notes that the next request has no answer that lies ready.
    func noteTried() { state.withLock { $0.isTried = true } }

    /// Whether that was noted of the request that begins now.
    func takeTried() -> Bool {
      state.withLock { state in
        defer { state.isTried = false }
        return state.isTried
      }
    }

    func end() { state.withLock { $0.request = nil } }

    /// Notes that the client sends and reads nothing any more.
    func noteGone() {
      let request = state.withLock { state in
        state.isGone = true
        return state.request
      }
      request?.stop(.clientGone)
    }
  }

  var count: Int { open.withLock { $0.count } }

  /// The connection of a channel.
  subscript(channel: any Channel) -> Connection? {
    open.withLock { $0[ObjectIdentifier(channel)]?.0 }
  }

  /// Makes what watches over a channel.
  func makeHandler() -> ConnectionHandler { ConnectionHandler(connections: self) }

  func add(_ channel: any Channel) -> Connection {
    let connection = Connection()
    open.withLock { $0[ObjectIdentifier(channel)] = (connection, channel) }
    return connection
  }

  /// Closes what is open still.
  func closeAll() {
    let channels = open.withLock { $0.values.map(\.1) }
    for channel in channels { channel.close(promise: nil) }
  }

  func remove(_ channel: any Channel) {
    _ = open.withLock { $0.removeValue(forKey: ObjectIdentifier(channel)) }
  }
}
