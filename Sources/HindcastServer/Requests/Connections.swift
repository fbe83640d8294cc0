internal import NIOCore
internal import Synchronization

/// The connections that are open, each with the request that it waits for.
final class Connections: Sendable {
  private let open = Mutex<[ObjectIdentifier: (Connection, any Channel)]>([:])

  /// A request that was not answered directly.
  struct Tried {
    /// Its number.
    var number: Int
    /// Whether its answer does not lie in memory.
    var isSought: Bool
  }

  /// One connection.
  final class Connection: Sendable {
    private struct State {
      var request: RunningRequest?
      var isGone = false
      var tried: Tried?
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

    /// Notes of the request that comes to the routes next that it was not answered directly.
    func note(_ tried: Tried) { state.withLock { $0.tried = tried } }

    /// What was noted of the request that begins now.
    func takeTried() -> Tried? {
      state.withLock { state in
        defer { state.tried = nil }
        return state.tried
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
