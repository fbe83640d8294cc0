internal import Foundation
internal import TopologyModel

/// The folder that a recording is written into: beside its place at first, and moved there when it
/// is whole, so that an export that is interrupted leaves nothing half-written.
public final class RecordingFolder {
  private static let stems =
    ["lists", "watch-sessions"]
    + ResourceKind.allCases.map { "watch-\($0.resourceName)" }

  private let path: String
  private let temporaryPath: String
  private let isCompressed: Bool
  private var sinks: [String: FileSink] = [:]
  private var isFinished = false

  /// Creates the folder's forerunner.
  ///
  /// - Throws: `ExportError` where the folder has something in it and is not to be replaced, or has
  ///   something in it that is no file of a recording.
  public init(path: String, isCompressed: Bool, replacesRecording: Bool) throws {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    self.path = trimmed
    self.isCompressed = isCompressed
    temporaryPath = trimmed + ".partial"
    try Self.check(trimmed, replacesRecording: replacesRecording)
    do {
      // What is there is what an export left that was interrupted.
      if FileManager.default.fileExists(atPath: temporaryPath) {
        try Self.check(temporaryPath, replacesRecording: true)
        try FileManager.default.removeItem(atPath: temporaryPath)
      }
      try FileManager.default.createDirectory(
        atPath: temporaryPath,
        withIntermediateDirectories: true
      )
    } catch let error as ExportError {
      throw error
    } catch {
      throw ExportError.notWritten(temporaryPath, reason: error.localizedDescription)
    }
  }

  deinit {
    guard !isFinished else { return }
    try? FileManager.default.removeItem(atPath: temporaryPath)
  }

  /// The file of that stem, such as `lists`; it is created when it is first asked for.
  func file(_ stem: String) throws -> FileSink {
    if let sink = sinks[stem] { return sink }
    let name = "\(stem).jsonl" + (isCompressed ? ".zst" : "")
    let sink = try FileSink(path: "\(temporaryPath)/\(name)", isCompressed: isCompressed)
    sinks[stem] = sink
    return sink
  }

  /// Adds bytes to the file of that stem, such as `lists`.
  public func write(_ bytes: [UInt8], to stem: String) throws {
    try file(stem).write(bytes)
  }

  /// Closes the files and moves the folder to its place.
  public func finish() throws {
    for (_, sink) in sinks.sorted(by: { $0.key < $1.key }) { try sink.close() }
    let files = FileManager.default
    let replacedPath = path + ".replaced"
    do {
      if files.fileExists(atPath: path) { try files.moveItem(atPath: path, toPath: replacedPath) }
      try files.moveItem(atPath: temporaryPath, toPath: path)
      isFinished = true
      if files.fileExists(atPath: replacedPath) { try files.removeItem(atPath: replacedPath) }
    } catch {
      throw ExportError.notWritten(path, reason: error.localizedDescription)
    }
  }

  private static func check(_ path: String, replacesRecording: Bool) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else {
      throw ExportError.notWritten(path, reason: "it is a file, expected a folder")
    }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw ExportError.notWritten(path, reason: error.localizedDescription)
    }
    guard !names.isEmpty else { return }
    guard replacesRecording else { throw ExportError.folderNotEmpty(path) }
    let known = Set(stems.flatMap { ["\($0).jsonl", "\($0).jsonl.zst"] })
    if let foreign = names.first(where: { !known.contains($0) }) {
      throw ExportError.folderForeign(path, file: foreign)
    }
  }
}
