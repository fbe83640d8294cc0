public import TopologyModel

extension ImportError {
  /// The kind of failure.
  public var category: AnomalyCategory {
    switch self {
    case .noSuchPath: .notFound
    case .unreadable: .unavailable
    case .folderWithoutRecording, .clusterWithoutName: .incorrect
    }
  }

  /// What happened.
  public var message: String {
    switch self {
    case .noSuchPath(let path): "there is no file or folder `\(path)`"
    case .unreadable(let path, let detail): "`\(path)` cannot be read: \(detail)"
    case .folderWithoutRecording(let path): "the folder `\(path)` holds no recording"
    case .clusterWithoutName: "the cluster's name is empty"
    }
  }

  /// What to do next.
  public var help: String? {
    switch self {
    case .noSuchPath: "check the path; relative paths begin at the working directory"
    case .unreadable: "check that you may read it"
    case .folderWithoutRecording:
      "a recording has files such as `watch-pods.jsonl` or `lists.jsonl.zst`; other files are "
        + "named one by one"
    case .clusterWithoutName:
      "write a name behind `--cluster`, or leave it out for the name of the recording's folder, "
        + "else `default`"
    }
  }
}
