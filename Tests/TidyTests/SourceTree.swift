import Foundation

/// The project's files, as they lie on the disk.
struct SourceTree {
  /// The absolute path of the folder that holds the manifest.
  let root: String
  /// Every file of the folders that the rules read, from the root, sorted.
  let paths: [String]
  let swiftFiles: [SourceFile]
  let documents: [MarkdownDocument]

  private static let folders = ["Sources", "Tests", "docs", "queries"]
  private static let loaded = Result { try SourceTree(root: try locateRoot(from: #filePath)) }

  /// Returns the tree that this file belongs to; it is read once.
  static func current() throws -> SourceTree { try loaded.get() }

  private init(root: String) throws {
    let topLevel = try FileManager.default.contentsOfDirectory(atPath: root)
    var paths = topLevel.filter { !Self.isDirectory(root + "/" + $0) }
    for folder in Self.folders where topLevel.contains(folder) {
      paths += try FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)
        .map { folder + "/" + $0 }
        .filter { !$0.contains("/.") && !Self.isDirectory(root + "/" + $0) }
    }
    paths.sort()
    self.root = root
    self.paths = paths
    self.swiftFiles = try paths.filter { $0.hasSuffix(".swift") }.map {
      SourceFile(path: $0, text: try Self.text(root + "/" + $0))
    }
    self.documents = try paths.filter(Self.isDocument).map {
      MarkdownDocument(path: $0, text: try Self.text(root + "/" + $0))
    }
  }

  /// The Swift files that the package ships or tests with.
  var sourceFiles: [SourceFile] { swiftFiles.filter { $0.isInside(["Sources"]) } }

  /// Returns the text of a file, bytes that are not UTF-8 repaired.
  func text(of path: String) throws -> String { try Self.text(root + "/" + path) }

  /// Returns the names of the files and folders beside the manifest.
  func topLevelNames() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root).sorted()
  }

  /// Whether a file or folder exists at the path from the root.
  func contains(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root + "/" + path)
  }

  /// Returns the nearest folder above the path that holds a manifest and sources.
  private static func locateRoot(from path: String) throws -> String {
    var folder = URL(filePath: path).deletingLastPathComponent()
    while folder.path.count > 1 {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      if names.contains("Package.swift"), names.contains("Sources") {
        return folder.path
      }
      folder = folder.deletingLastPathComponent()
    }
    throw CocoaError(.fileNoSuchFile)
  }

  /// Fixtures are data, and catalogs have their own checker.
  private static func isDocument(_ path: String) -> Bool {
    path.hasSuffix(".md") && !path.contains(".docc/") && !path.hasPrefix("Tests/Fixtures/")
  }

  private static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }

  private static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }
}
