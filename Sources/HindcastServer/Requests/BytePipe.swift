internal import Dispatch
internal import NIOCore
internal import Synchronization

/// Carries bytes between a task and a thread that blocks, a few pieces at a time.
final class BytePipe: Sendable {
  /// How many pieces wait at most.
  private static let piecesMax = 4

  private struct State {
    var pieces: [ByteBuffer] = []
    var isFinished = false
    var failure: (any Error)?
    var reader: CheckedContinuation<Void, Never>?
    var writer: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())
  /// Signalled whenever a thread that waits may go on.
  private let changed = DispatchSemaphore(value: 0)

  // MARK: From a task to a thread

  /// Hands on a piece, and returns when there is room for more.
  func send(_ piece: ByteBuffer) async {
    state.withLock { if !$0.isFinished { $0.pieces.append(piece) } }
    changed.signal()
    await withCheckedContinuation { continuation in
      let isFull = state.withLock { state in
        guard state.pieces.count >= Self.piecesMax, !state.isFinished else { return false }
        state.writer = continuation
        return true
      }
      if !isFull { continuation.resume() }
    }
  }

  /// The next piece, blocking until there is one; nil at the end.
  func blockingNext(isStopped: () -> Bool) throws -> ByteBuffer? {
    while true {
      let (piece, isFinished, failure, writer) = state.withLock { state in
        let piece = state.pieces.isEmpty ? nil : state.pieces.removeFirst()
        defer { state.writer = nil }
        return (piece, state.isFinished, state.failure, state.writer)
      }
      writer?.resume()
      if let piece { return piece }
      if let failure { throw failure }
      if isFinished { return nil }
      if isStopped() { return nil }
      _ = changed.wait(timeout: .now() + .milliseconds(100))
    }
  }

  // MARK: From a thread to a task

  /// Hands on a piece, blocking until there is room for it.
  func blockingSend(_ piece: ByteBuffer, isStopped: () -> Bool) {
    while true {
      let (isTaken, reader) = state.withLock { state in
        guard state.pieces.count < Self.piecesMax || state.isFinished else {
          return (false, nil as CheckedContinuation<Void, Never>?)
        }
        if !state.isFinished { state.pieces.append(piece) }
        defer { state.reader = nil }
        return (true, state.reader)
      }
      reader?.resume()
      if isTaken || isStopped() { return }
      _ = changed.wait(timeout: .now() + .milliseconds(100))
    }
  }

  /// The next piece; nil at the end.
  ///
  /// Throws what the other side ended with.
  func next() async throws -> ByteBuffer? {
    while true {
      let (piece, isFinished, failure) = state.withLock { state in
        (
          state.pieces.isEmpty ? nil : state.pieces.removeFirst(), state.isFinished, state.failure
        )
      }
      if let piece {
        changed.signal()
        return piece
      }
      if let failure { throw failure }
      if isFinished { return nil }
      await withCheckedContinuation { continuation in
        let waits = state.withLock { state in
          guard state.pieces.isEmpty, !state.isFinished else { return false }
          state.reader = continuation
          return true
        }
        if !waits { continuation.resume() }
      }
    }
  }

  /// Ends it, with an error where there is one; whoever waits goes on.
  func finish(_ failure: (any Error)? = nil) {
    let (reader, writer) = state.withLock { state in
      guard !state.isFinished else {
        return (nil, nil) as (CheckedContinuation<Void, Never>?, CheckedContinuation<Void, Never>?)
      }
      state.isFinished = true
      state.failure = failure
      defer {
        state.reader = nil
        state.writer = nil
      }
      return (state.reader, state.writer)
    }
    reader?.resume()
    writer?.resume()
    changed.signal()
  }
}
