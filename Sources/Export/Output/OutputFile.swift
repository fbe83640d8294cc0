internal import Foundation

/// A file that is written beside its place at first, and moved there when it is whole.
public final class OutputFile: ByteSink {
  private let path: String
  private let temporaryPath: String
  private let sink: FileSink
  private var isFinished = false

  /// Creates the file's forerunner.
  ///
  /// - Throws: `ExportError` where there is something at the path and it is not to be replaced, or it
  ///   cannot be written.
  public init(path: String, isCompressed: Bool, replacesFile: Bool) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      if isFolder.boolValue {
        throw ExportError.notWritten(path, reason: "it is a folder, expected a file")
      }
      guard replacesFile else { throw ExportError.fileExists(path) }
    }
    self.path = path
    temporaryPath = path + ".partial"
    sink = try FileSink(path: temporaryPath, isCompressed: isCompressed)
  }

  deinit {
    guard !isFinished else { return }
    try? FileManager.default.removeItem(atPath: temporaryPath)
  }

  /// Takes bytes, in order.
  public func write(_ bytes: [UInt8]) throws {
    try sink.write(bytes)
  }

  /// Closes the file and moves it to its place.
  public func finish() throws {
    try sink.close()
    guard rename(temporaryPath, path) == 0 else {
      throw ExportError.notWritten(path, reason: String(cString: strerror(errno)))
    }
    isFinished = true
  }
}
