/// What a path stands for: a file, the files of a recording's or another folder, or another store.
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

  /// Whether the path is another store.
  let isStore: Bool
  /// The files of a folder that is no recording; nil for anything else.
  let tree: FolderTree?
  /// Whether the path is a file of such a folder, where other files are no failures.
  let isPart: Bool

  /// The paths of all files that are read.
  var storedFiles: [String] {
    files + (tree.map { tree in tree.files.map { tree.path(of: $0) } } ?? [])
  }

  /// The plan of a content that was read already, whatever its name.
  init(contentNamed name: String) {
    path = name
    files = []
    isFolder = false
    isStore = false
    tree = nil
    isPart = false
  }

  /// Finds out what a path stands for; throws `ImportError` where there is nothing to import.
  init(path: String, isPart: Bool = false) throws(ImportError) {
    self.path = path
    self.isPart = isPart
    switch try FileSystem.entry(at: path) {
    case .file:
      files = [path]
      isFolder = false
      isStore = !isPart && FileSystem.isDatabase(path)
      tree = nil
    case .folder:
      let stem = path.hasSuffix("/") ? path : path + "/"
      files = Self.recordingNames.compactMap { name in
        ([""] + FileContent.compressionSuffixes).map { stem + name + $0 }
          .first { FileSystem.isFile($0) }
      }
      isFolder = true
      isStore = false
      tree = files.isEmpty ? FolderTree(path: path) : nil
      if let tree, tree.files.isEmpty { throw .folderWithoutRecording(path: path) }
    }
  }
}
