internal import EventLog
internal import Glibc

/// A stored file that is open, and read piece by piece.
///
/// It is read twice: whole for its identity, and then for what it says. The second time must find what
/// the first one found, or the file was written over meanwhile; what is added behind does not count.
final class ContentFile {
  /// What is said of a file that was written over.
  static let changed = "the file was changed while it was read"
  /// The pieces of which it is known what they were the first time.
  private static let summedByteCount = 1 << 20

  /// How many bytes it had when it was opened.
  let byteCount: Int
  private let descriptor: Int32
  /// How the file was when it was opened.
  private let opened: FileState
  /// What the pieces were the first time.
  private var sums: [Int] = []
  /// What kept bytes from being read.
  private(set) var damage: String?

  /// Opens a file; nil for what is not stored as one, cannot be opened, or has fewer bytes.
  init?(_ path: String, bytesMin: Int) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard let state = FileState(descriptor), state.byteCount >= bytesMin else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    opened = state
    byteCount = opened.byteCount
  }

  deinit { close(descriptor) }

  /// The first bytes.
  func beginning(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(count, byteCount))
    bytes.withUnsafeMutableBytes { fill($0, at: 0) }
    return bytes
  }

  /// The SHA-256 of all bytes, which are read for it the first time.
  func identity() -> String {
    let piece = Self.makePiece()
    defer { piece.deallocate() }
    var sums: [Int] = []
    let identity = ChainHash.contentIdentity(ofPieces: { add in
      for start in stride(from: 0, to: byteCount, by: piece.count) {
        let bytes = UnsafeMutableRawBufferPointer(
          rebasing: piece[..<min(piece.count, byteCount - start)]
        )
        fill(bytes, at: start)
        sums.append(Self.sum(of: bytes))
        add(UnsafeRawBufferPointer(bytes))
      }
    })
    self.sums = sums
    return identity
  }

  /// Reads bytes at a place; zeros, and `damage` says why, once something kept them from being read.
  ///
  /// Where the file is not as it was when it was opened, they must be what they were the first time.
  func read(into bytes: UnsafeMutableRawBufferPointer, at start: Int) {
    fill(bytes, at: start)
    guard damage == nil, FileState(descriptor) != opened else { return }
    let piece = Self.makePiece()
    defer { piece.deallocate() }
    let pieces = start / piece.count...max(start, start + bytes.count - 1) / piece.count
    for index in pieces where damage == nil {
      let first = index * piece.count
      let whole = UnsafeMutableRawBufferPointer(
        rebasing: piece[..<min(piece.count, byteCount - first)]
      )
      fill(whole, at: first)
      guard sums.indices.contains(index), Self.sum(of: whole) == sums[index] else {
        noteChange()
        break
      }
      // What was checked is what is read.
      for place in max(first, start)..<min(first + whole.count, start + bytes.count) {
        bytes[place - start] = whole[place - first]
      }
    }
    if damage != nil { for index in bytes.indices { bytes[index] = 0 } }
  }

  private func fill(_ bytes: UnsafeMutableRawBufferPointer, at start: Int) {
    var filled = 0
    while damage == nil, filled < bytes.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(start + filled))
      if count > 0 {
        filled += count
      } else if count == 0 {
        noteChange()
      } else if errno != EINTR {
        damage = "it cannot be read: \(String(cString: strerror(errno)))"
      }
    }
    for index in filled..<bytes.count { bytes[index] = 0 }
  }

  private func noteChange() {
    damage = Self.changed
  }

  private static func makePiece() -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer.allocate(byteCount: summedByteCount, alignment: 16)
  }

  private static func sum(of bytes: UnsafeMutableRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    return hasher.finalize()
  }
}
