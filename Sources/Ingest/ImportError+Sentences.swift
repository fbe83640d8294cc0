public import TopologyModel

extension ImportError {
  /// The kind of failure.
  public var category: AnomalyCategory {
    switch self {
    case .noSuchPath: .notFound
    case .unreadable: .unavailable
    case .folderWithoutRecording, .foreignDatabase, .intoItself, .severalClusters,
      .clusterWithoutName:
      .incorrect
    }
  }

  /// What happened.
  public var message: String {
    switch self {
    case .noSuchPath(let path): "there is no file or folder `\(path)`"
    case .unreadable(let path, let detail): "`\(path)` cannot be read: \(detail)"
    case .folderWithoutRecording(let path):
      "the folder `\(path)` holds no recording, and no file ending in `.json`, `.yaml`, or `.yml`"
    case .foreignDatabase(let path): "`\(path)` is an SQLite database, but not a Hindcast store"
    case .intoItself(let path): "`\(path)` is the store that would be imported into"
    case .severalClusters(let path, let clusters):
      "the store `\(path)` has \(clusters.count) clusters, which cannot have one name: "
        + clusters.map { "`\($0)`" }.joined(separator: ", ")
    case .clusterWithoutName: "the cluster's name is empty"
    }
  }

  /// What to do next.
  public var help: String? {
    switch self {
    case .noSuchPath: "check the path; relative paths begin at the working directory"
    case .unreadable: "check that you may read it"
    case .folderWithoutRecording:
      "a recording has files such as `watch-pods.jsonl` or `lists.jsonl.zst`; files of other names "
        + "are named one by one"
    case .foreignDatabase: InputFormat.all
    case .intoItself: "name another store to import into with `--store FILE`"
    case .severalClusters: "leave `--cluster` out, and each keeps its own"
    case .clusterWithoutName:
      "write a name behind `--cluster`, or leave it out for the name of the recording's folder, "
        + "else `default`"
    }
  }
}
