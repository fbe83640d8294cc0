public import TopologyModel

/// Why an import did not begin; nothing was appended.
public enum ImportError: CategorizedError, Hashable {
  /// There is nothing at the path.
  case noSuchPath(String)
  /// The operating system refused.
  case unreadable(path: String, detail: String)
  /// The folder has none of the files of a recording.
  case folderWithoutRecording(path: String)
  /// The cluster's name is empty or blank.
  case clusterWithoutName
}
