import Synchronization

/// Something that may become true on any thread.
final class FlagBox: Sendable {
  private let value = Mutex(false)

  func set() { value.withLock { $0 = true } }

  var isSet: Bool { value.withLock { $0 } }
}
