internal import Foundation

/// The lines that were typed in earlier sessions, in a file that only its owner may read.
///
/// Each entry is one line; sessions that run at the same time each add theirs.
struct HistoryFile {
  /// The most lines that are kept (docs/reference/limits.md).
  static let entriesMax = 5000

  let path: String

  /// The entries, the oldest first; none where there is no file.
  func entries() -> [String] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    return Array(lines.suffix(Self.entriesMax))
  }

  /// Adds an entry; a history that cannot be written is no reason to stop.
  func append(_ entry: String) {
    guard let descriptor = open(O_WRONLY | O_CREAT | O_APPEND) else { return }
    write(entry + "\n", to: descriptor)
    close(descriptor)
  }

  /// Cuts the file to the entries that are kept, where it has grown far beyond them.
  func trim() {
    guard let data = FileManager.default.contents(atPath: path) else { return }
    let count = data.count { $0 == 0x0A }
    guard count > 2 * Self.entriesMax else { return }
    let kept = entries().map { $0 + "\n" }.joined()
    let beside = path + ".new"
    let file = HistoryFile(path: beside)
    guard let descriptor = file.open(O_WRONLY | O_CREAT | O_TRUNC) else { return }
    file.write(kept, to: descriptor)
    close(descriptor)
    rename(beside, path)
  }

  private func open(_ flags: Int32) -> Int32? {
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty {
      try? FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    }
    let descriptor = Foundation.open(path, flags, 0o600)
    return descriptor < 0 ? nil : descriptor
  }

  private func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
