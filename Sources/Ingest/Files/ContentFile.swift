internal import EventLog
internal import Glibc

/// A stored file that is open, and read piece by piece.
final class ContentFile {
  /// How many bytes it had when it was opened.
  let byteCount: Int
  private let descriptor: Int32
  private let modified: timespec
  /// What kept bytes from being read.
  private(set) var damage: String?

  /// Opens a file; nil for what is not stored as one, cannot be opened, or has fewer bytes.
  init?(_ path: String, bytesMin: Int) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      Int(status.st_size) >= bytesMin
    else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    byteCount = Int(status.st_size)
    modified = status.st_mtim
  }

  deinit { close(descriptor) }

  /// The first bytes.
  func beginning(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(count, byteCount))
    bytes.withUnsafeMutableBytes { read(into: $0, at: 0) }
    return bytes
  }

  /// The SHA-256 of all bytes.
  func identity() -> String {
    let pieceByteCount = 1 << 20
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceByteCount, alignment: 16)
    defer { piece.deallocate() }
    return ChainHash.contentIdentity(ofPieces: { add in
      for start in stride(from: 0, to: byteCount, by: pieceByteCount) {
        let count = min(pieceByteCount, byteCount - start)
        let bytes = UnsafeMutableRawBufferPointer(rebasing: piece[..<count])
        read(into: bytes, at: start)
        add(UnsafeRawBufferPointer(bytes))
      }
    })
  }

  /// Reads bytes at a place; zeros, and `damage` says why, once something kept them from being read.
  ///
  /// What is read again must be what was read first: a file that was written over, or cut, is not.
  func read(into bytes: UnsafeMutableRawBufferPointer, at start: Int) {
    var filled = 0
    if damage == nil, isChanged { damage = "the file was changed while it was read" }
    while damage == nil, filled < bytes.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(start + filled))
      if count > 0 {
        filled += count
      } else if count == 0 {
        damage = "the file was changed while it was read"
      } else if errno != EINTR {
        damage = "it cannot be read: \(String(cString: strerror(errno)))"
      }
    }
    for index in filled..<bytes.count { bytes[index] = 0 }
  }

  /// Whether what was there may have changed; what was added behind does not count.
  private var isChanged: Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return true }
    let isSameTime =
      status.st_mtim.tv_sec == modified.tv_sec && status.st_mtim.tv_nsec == modified.tv_nsec
    return Int(status.st_size) < byteCount || (Int(status.st_size) == byteCount && !isSameTime)
  }
}
