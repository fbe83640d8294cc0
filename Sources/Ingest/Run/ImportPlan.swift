/// What a path stands for: a file, or the files of a recording's folder.
struct ImportPlan {
  /// The files of a recording, in the order in which records of one time are taken.
  private static let recordingNames = [
    "lists.jsonl", "watch-sessions.jsonl", "watch-services.jsonl", "watch-endpointslices.jsonl",
    "watch-pods.jsonl", "watch-nodes.jsonl", "audit.log",
  ]

  /// The path as it was given.
  let path: String
  /// The files.
  let files: [String]
  /// Whether the path is a recording's folder.
  let isFolder: Bool

  /// Finds out what a path stands for; throws `ImportError` where there is nothing to import.
  init(path: String) throws(ImportError) {
    self.path = path
    switch try FileSystem.entry(at: path) {
    case .file:
      files = [path]
      isFolder = false
    case .folder:
      let stem = path.hasSuffix("/") ? path : path + "/"
      files = Self.recordingNames.compactMap { name in
        ([""] + FileContent.compressionSuffixes).map { stem + name + $0 }
          .first { FileSystem.isFile($0) }
      }
      isFolder = true
      guard !files.isEmpty else { throw .folderWithoutRecording(path: path) }
    }
  }
}
