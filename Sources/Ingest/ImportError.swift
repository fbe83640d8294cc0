public import TopologyModel

/// Why an import did not begin; nothing was appended.
public enum ImportError: CategorizedError, Hashable {
  /// There is nothing at the path.
  case noSuchPath(String)
  /// The operating system refused.
  case unreadable(path: String, detail: String)
  /// The folder has none of the files of a recording, and no others that may hold objects.
  case folderWithoutRecording(path: String)
  /// The file is an SQLite database, but no store.
  case foreignDatabase(path: String)
  /// The path leads to the very store that is imported into.
  case intoItself(path: String)
  /// A store with several clusters cannot be given one name.
  case severalClusters(path: String, clusters: [String])
  /// The cluster's name is empty or blank.
  case clusterWithoutName
}
