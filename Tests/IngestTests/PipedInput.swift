import Glibc
import Synchronization
import Testing
import TopologyModel

/// Standard input that arrives piece by piece, each at a time that the test chooses.
///
/// The importer's clock drives it: asked for the time of a piece, it puts the next one into the
/// pipe, so that each piece is read alone.
final class PipedInput: Sendable {
  private struct State {
    var pieces: [(text: String, second: Int)]
    var descriptor: Int32
    var second = 0
  }

  private let state: Mutex<State>

  private init(_ pieces: [(String, at: Int)], descriptor: Int32) {
    state = Mutex(State(pieces: pieces.map { ($0.0, $0.at) }, descriptor: descriptor))
    offerNext()
  }

  /// Runs `body` with the pieces as standard input, and the clock that tells their arrival.
  static func with<Result>(
    _ pieces: [(String, at: Int)],
    _ body: (@escaping @Sendable () -> Instant) throws -> Result
  ) throws -> Result {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let former = dup(STDIN_FILENO)
    dup2(ends[0], STDIN_FILENO)
    close(ends[0])
    defer {
      if former >= 0 {
        dup2(former, STDIN_FILENO)
        close(former)
      }
    }
    let input = PipedInput(pieces, descriptor: ends[1])
    return try body { input.arrival() }
  }

  /// The time `second` seconds after the tests' time of import.
  static func time(_ second: Int) -> Instant {
    TestStore.importTime.advanced(byNanoseconds: Int64(second) * 1_000_000_000)
  }

  private func arrival() -> Instant {
    let second = state.withLock { $0.second }
    offerNext()
    return Self.time(second)
  }

  private func offerNext() {
    state.withLock { state in
      guard !state.pieces.isEmpty else {
        if state.descriptor >= 0 { close(state.descriptor) }
        state.descriptor = -1
        return
      }
      let piece = state.pieces.removeFirst()
      let bytes = [UInt8](piece.text.utf8)
      let count = write(state.descriptor, bytes, bytes.count)
      precondition(count == bytes.count, "wrote \(count) of \(bytes.count) bytes")
      state.second = piece.second
    }
  }
}
