internal import Diagnostics
internal import Foundation
internal import Synchronization
internal import TopologyModel

/// The file in which every read is recorded before its answer is sent (`--audit-log`).
///
/// It is only ever appended to, a JSON object on each line.
final class ReadLog: Sendable {
  private let path: String
  private let now: @Sendable () -> Instant
  private let descriptor: Mutex<Int32>

  /// Opens the file, or creates it, readable by its owner only.
  ///
  /// Throws `ServerSetupError` where it cannot be written.
  init(path: String, now: @escaping @Sendable () -> Instant) throws(ServerSetupError) {
    let opened = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else {
      throw .file(path: path, detail: "cannot be written: \(String(cString: strerror(errno)))")
    }
    self.path = path
    self.now = now
    descriptor = Mutex(opened)
  }

  deinit {
    descriptor.withLock { descriptor in _ = close(descriptor) }
  }

  /// Records a read.
  ///
  /// Throws `ServerFault` where it cannot be: then there is no answer either.
  func record(_ request: RunningRequest, status: Int) throws(ServerFault) {
    var json = JSONWriter()
    json.object { json in
      json.member("time", now().description)
      RequestLine.write(request, status: status, to: &json)
    }
    json.newline()
    let bytes = json.takeBytes()
    let isWritten = descriptor.withLock { descriptor in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
    guard isWritten else {
      throw ServerFault(
        .unavailable,
        "audit-log",
        "reads are to be recorded, and the record cannot be written",
        help: "tell who runs the server"
      )
    }
  }
}
