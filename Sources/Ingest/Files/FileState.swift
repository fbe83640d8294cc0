internal import Glibc

/// What changes when a stored file is written to.
struct FileState: Equatable {
  /// How many bytes it has.
  let byteCount: Int
  private let times: [Int]

  /// How an open file is now; nil for what is not stored as one, and where the system does not say.
  init?(_ descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    byteCount = Int(status.st_size)
    times = [
      Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec), Int(status.st_ctim.tv_sec),
      Int(status.st_ctim.tv_nsec),
    ]
  }
}
