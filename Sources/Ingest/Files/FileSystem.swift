import Glibc
internal import TopologyModel

/// The only place of this target that touches the file system.
enum FileSystem {
  /// What stands at a path.
  enum Entry {
    case file
    case folder
  }

  /// The path that stands for standard input.
  static let standardInput = "-"

  /// Finds out what stands at a path; throws `ImportError` where that is nothing readable.
  static func entry(at path: String) throws(ImportError) -> Entry {
    guard path != standardInput else { return .file }
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .noSuchPath(path) }
      throw .unreadable(path: path, detail: String(cString: strerror(errno)))
    }
    guard access(path, R_OK) == 0 else {
      throw .unreadable(path: path, detail: String(cString: strerror(errno)))
    }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }

  /// Whether there is a file at the path, readable or not.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }

  /// What stands at a path, which may be a link to a file, but not to a folder; nil for other things.
  static func kind(of path: String) -> Entry? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    let isLink = status.st_mode & S_IFMT == S_IFLNK
    if isLink, stat(path, &status) != 0 { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return isLink ? nil : .folder
    default: return nil
    }
  }

  /// Whether what stands at a path arrives bit by bit, and is not stored as a file.
  static func isPipe(_ path: String) -> Bool {
    var status = stat()
    let found = path == standardInput ? fstat(STDIN_FILENO, &status) : stat(path, &status)
    let type = status.st_mode & S_IFMT
    return found == 0 && type != S_IFREG && type != S_IFDIR
  }

  /// How long a file is as it is stored; 0 where that is not known.
  static func byteCount(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The names of what a folder holds, in no order.
  static func names(inFolder path: String) throws(ImportError) -> [String] {
    guard let folder = opendir(path) else {
      throw .unreadable(path: path, detail: String(cString: strerror(errno)))
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// What makes a file the same, whatever links lead to it.
  struct Identity: Hashable {
    var device: UInt
    var inode: UInt
  }

  /// The identity of what is stored at a path; nil where nothing is.
  static func identity(_ path: String) -> Identity? {
    var status = stat()
    guard path != standardInput, stat(path, &status) == 0 else { return nil }
    return Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
  }

  /// The identities of the files that a store consists of.
  static func identities(ofStore path: String) -> Set<Identity> {
    Set(["", "-wal", "-shm", "-journal", "-lock"].compactMap { identity(path + $0) })
  }

  /// Whether the path holds a stored file that begins like an SQLite database.
  static func isDatabase(_ path: String) -> Bool {
    var status = stat()
    guard path != standardInput, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return false
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let mark = Array("SQLite format 3\0".utf8)
    var bytes = [UInt8](repeating: 0, count: mark.count)
    return Glibc.read(descriptor, &bytes, mark.count) == mark.count && bytes == mark
  }

  /// Reads a file to its end, pipes included.
  ///
  /// What is not stored as a file, such as a pipe, arrives while it is read; `arrivalTime` is asked
  /// for the time of each piece. Throws `ImportError`, also where a file is written over meanwhile.
  static func read(
    _ path: String,
    arrivalTime: (@Sendable () -> Instant)?
  ) throws(ImportError) -> (bytes: [UInt8], arrivals: ArrivalTimes) {
    let isStandardInput = path == standardInput
    let descriptor = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .unreadable(path: path, detail: String(cString: strerror(errno)))
    }
    defer { if !isStandardInput { close(descriptor) } }
    let stored = FileState(descriptor)
    var arrivals = ArrivalTimes()
    do throws(ReadFailure) {
      let bytes = try readAll(descriptor, stored) { count in
        if stored == nil, let arrivalTime { arrivals.note(bytesBefore: count, at: arrivalTime()) }
      }
      return (bytes, arrivals)
    } catch {
      throw .unreadable(path: path, detail: error.detail)
    }
  }

  /// Why a file could not be read.
  struct ReadFailure: Error {
    var detail: String
  }

  private static let chunkByteCount = 1 << 20

  /// Reads what is open to its end, and calls `note` behind each piece with how many bytes there are by
  /// then; `stored` is how it was when it was opened, where it is stored as a file.
  ///
  /// Where a file is not as it was, it must still have what was read of it, or it was written over
  /// meanwhile, and that is neither the one nor the other; what is added behind does not count.
  static func readAll(
    _ descriptor: Int32,
    _ stored: FileState?,
    note: (_ byteCount: Int) -> Void
  ) throws(ReadFailure) -> [UInt8] {
    let start = stored == nil ? 0 : lseek(descriptor, 0, SEEK_CUR)
    var bytes: [UInt8] = []
    if let stored { bytes.reserveCapacity(stored.byteCount) }
    try forEachPiece(
      from: { Glibc.read(descriptor, $0, $1) },
      { piece in
        bytes.append(contentsOf: piece)
        note(bytes.count)
        return true
      }
    )
    guard let stored, FileState(descriptor) != stored else { return bytes }
    var same = 0
    try forEachPiece(
      from: { pread(descriptor, $0, $1, start + off_t(same)) },
      { piece in
        let count = min(piece.count, bytes.count - same)
        guard piece[..<count].elementsEqual(bytes[same..<same + count]) else { return false }
        same += count
        return same < bytes.count
      }
    )
    guard same == bytes.count else { throw ReadFailure(detail: ContentFile.changed) }
    return bytes
  }

  /// Calls `body` with what `read` gives, piece by piece, until there is no more or `body` says so.
  private static func forEachPiece(
    from read: (UnsafeMutableRawPointer?, Int) -> Int,
    _ body: (Slice<UnsafeMutableRawBufferPointer>) -> Bool
  ) throws(ReadFailure) {
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkByteCount, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = read(chunk.baseAddress, chunkByteCount)
      if count == 0 { return }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw ReadFailure(detail: String(cString: strerror(errno)))
      }
      guard body(chunk[..<count]) else { return }
    }
  }

  /// The last component of a path made absolute, without `.` and `..`; nil for the root.
  static func absoluteName(of path: String) -> String? {
    absoluteComponents(of: path).last
  }

  /// The name of the folder that holds a file; nil for the root.
  static func folderName(ofFileAt path: String) -> String? {
    guard path != standardInput else { return nil }
    return absoluteComponents(of: path).dropLast().last
  }

  /// The last component of a path as it stands.
  static func baseName(of path: String) -> String {
    path == standardInput
      ? "standard-input" : path.split(separator: "/").last.map { String($0) } ?? path
  }

  private static func absoluteComponents(of path: String) -> [String] {
    var components: [String] = []
    if !path.hasPrefix("/"), let folder = getcwd(nil, 0) {
      components = String(cString: folder).split(separator: "/").map { String($0) }
      free(folder)
    }
    for component in path.split(separator: "/") {
      switch component {
      case ".": break
      case "..": _ = components.popLast()
      default: components.append(String(component))
      }
    }
    return components
  }
}
