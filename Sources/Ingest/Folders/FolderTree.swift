/// The files of a folder, and of those in it, that may hold objects.
///
/// Names that begin with a dot are left alone, such as those of a repository's history, and links to
/// folders are not followed.
struct FolderTree {
  /// What the files have behind their names, before a compression's suffix.
  static let suffixes = [".json", ".yaml", ".yml"]

  private static let timestampName = "timestamp"

  /// The folder.
  let path: String
  /// Those files, relative to the folder, in the order of their names' bytes.
  private(set) var files: [String] = []
  /// How many files have other names, such as logs.
  private(set) var otherCount = 0
  /// The file that says when a dump was made, as a must-gather has it; nil where there is none.
  private(set) var timestamp: String?
  /// The folders that could not be read, and why.
  private(set) var failures: [ImportError] = []

  /// Goes through a folder.
  init(path: String) {
    self.path = path
    var folders = [""]
    while let folder = folders.popLast() { visit(folder, &folders) }
    files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The path of a file.
  func path(of file: String) -> String {
    path.hasSuffix("/") ? path + file : path + "/" + file
  }

  /// The namespace that a file's place says its lists are of: the folder's below `namespaces` in a
  /// must-gather, else that of the folder it is in; nil for the whole cluster.
  static func namespace(ofFile file: String) -> String? {
    let folders = file.split(separator: "/").dropLast()
    if folders.contains("cluster-scoped-resources") { return nil }
    if let place = folders.lastIndex(of: "namespaces"), place + 1 < folders.endIndex {
      return String(folders[place + 1])
    }
    return folders.last.map { String($0) }
  }

  private mutating func visit(_ folder: String, _ folders: inout [String]) {
    let prefix = folder.isEmpty ? "" : folder + "/"
    let names: [String]
    do throws(ImportError) {
      names = try FileSystem.names(inFolder: folder.isEmpty ? path : path(of: folder))
    } catch {
      failures.append(error)
      return
    }
    for name in names.sorted() where !name.hasPrefix(".") {
      let file = prefix + name
      switch FileSystem.kind(of: path(of: file)) {
      case .folder: folders.append(file)
      case .file: add(file, named: name)
      case nil: otherCount += 1
      }
    }
  }

  private mutating func add(_ file: String, named name: String) {
    if name == Self.timestampName {
      let depth = file.count { $0 == "/" }
      let isShallower = timestamp.map { depth < $0.count { $0 == "/" } } ?? true
      if isShallower { timestamp = file }
      return
    }
    let compression = FileContent.compressionSuffixes.first { name.hasSuffix($0) } ?? ""
    let stem = name.dropLast(compression.count)
    if Self.suffixes.contains(where: { stem.hasSuffix($0) }) {
      files.append(file)
    } else {
      otherCount += 1
    }
  }
}
