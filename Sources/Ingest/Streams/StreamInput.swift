import Glibc
internal import TopologyModel

/// Standard input or another pipe, read as it arrives.
final class StreamInput {
  /// What came of waiting for more.
  enum Arrival {
    /// Bytes.
    case bytes
    /// Nothing, for as long as one waits.
    case nothing
    /// The end.
    case end
  }

  /// How long one waits for more before what arrived is stored, in milliseconds.
  static let waitMilliseconds: Int32 = 250
  /// After how many such waits a pipe is taken to be quiet: a second.
  static let quietWaitsMin = 4
  private static let chunkByteCount = 1 << 20

  let path: String
  /// The bytes that were not taken yet.
  private(set) var bytes: [UInt8] = []
  /// When what arrived last had arrived.
  private(set) var lastTime: Instant?
  private let descriptor: Int32
  private let arrivalTime: @Sendable () -> Instant
  private var isEnded = false

  /// Opens a pipe.
  init(path: String, arrivalTime: @escaping @Sendable () -> Instant) throws(ImportError) {
    self.path = path
    self.arrivalTime = arrivalTime
    descriptor =
      path == FileSystem.standardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .unreadable(path: path, detail: String(cString: strerror(errno)))
    }
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// Waits for more; returns how many bytes came, and what came of it.
  func wait(milliseconds: Int32) throws(ImportError) -> Arrival {
    guard !isEnded else { return .end }
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let ready = poll(&request, 1, milliseconds)
    if ready == 0 || (ready < 0 && errno == EINTR) { return .nothing }
    let old = bytes.count
    let count = withUnsafeTemporaryAllocation(byteCount: Self.chunkByteCount, alignment: 16) {
      let count = Glibc.read(descriptor, $0.baseAddress, $0.count)
      if count > 0 { bytes.append(contentsOf: $0[..<count]) }
      return count
    }
    if count < 0 {
      if errno == EINTR || errno == EAGAIN { return .nothing }
      throw .unreadable(path: path, detail: String(cString: strerror(errno)))
    }
    guard bytes.count > old else {
      isEnded = true
      return .end
    }
    lastTime = arrivalTime()
    return .bytes
  }

  /// Takes the first bytes.
  func take(_ count: Int) -> [UInt8] {
    guard count < bytes.count else {
      defer { bytes = [] }
      return bytes
    }
    let taken = Array(bytes[..<count])
    bytes.removeFirst(count)
    return taken
  }
}
