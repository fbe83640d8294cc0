import Glibc
import Synchronization

/// The advisory lock that keeps a second writer off a store: a file beside it, locked while a
/// writer lives, with a line in it that says who holds it.
final class WriterLock: Sendable {
  private let descriptor: Mutex<Int32?>
  private let path: String

  /// Takes the lock of the store at `storePath` in the name of `holder`; throws
  /// `EventLogError.lockedByWriter` when another process has it.
  init(storePath: String, holder: String) throws(EventLogError) {
    let path = storePath + "-lock"
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else {
        throw .storage(path: storePath, detail: String(cString: strerror(errno)))
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let other = Self.content(of: descriptor)
        close(descriptor)
        throw .lockedByWriter(path: storePath, holder: other)
      }
      // The holder before us may have removed the file between our open and our lock.
      guard Self.isSameFile(descriptor, path) else {
        close(descriptor)
        continue
      }
      let bytes = Array(holder.utf8)
      _ = ftruncate(descriptor, 0)
      _ = pwrite(descriptor, bytes, bytes.count, 0)
      self.descriptor = Mutex(descriptor)
      self.path = path
      return
    }
  }

  deinit {
    release()
  }

  /// Gives the lock back; does nothing the second time.
  func release() {
    descriptor.withLock { held in
      guard let descriptor = held else { return }
      unlink(path)
      close(descriptor)
      held = nil
    }
  }

  private static func content(of descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 200)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return "another process" }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  private static func isSameFile(_ descriptor: Int32, _ path: String) -> Bool {
    var held = stat()
    var named = stat()
    guard fstat(descriptor, &held) == 0, stat(path, &named) == 0 else { return false }
    return held.st_ino == named.st_ino && held.st_dev == named.st_dev
  }
}
