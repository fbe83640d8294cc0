internal import Synchronization

/// Does something once: when it is told to, or else when nobody is left who could tell it.
///
/// An answer whose client goes away before its first byte is dropped without being written.
final class AtEnd: Sendable {
  private let body: @Sendable (_ isDropped: Bool) -> Void
  private let isDone = Mutex(false)

  init(_ body: @escaping @Sendable (_ isDropped: Bool) -> Void) {
    self.body = body
  }

  deinit {
    finish(isDropped: true)
  }

  /// Does it, where it was not done yet.
  func callAsFunction() { finish(isDropped: false) }

  private func finish(isDropped: Bool) {
    let isFirst = isDone.withLock { isDone in
      defer { isDone = true }
      return !isDone
    }
    if isFirst { body(isDropped) }
  }
}
