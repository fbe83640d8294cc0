public import TopologyModel

/// Why nothing could be exported.
public enum ExportError: CategorizedError, Equatable {
  /// The store has no cluster of that name, or none at all.
  case clusterUnknown(String?, known: [String])
  /// The store has several clusters, and none was named.
  case clusterAmbiguous([String])
  /// There is a file already.
  case fileExists(String)
  /// The folder has something in it.
  case folderNotEmpty(String)
  /// The folder has something in it that is no part of a recording.
  case folderForeign(String, file: String)
  /// A file or folder could not be written.
  case notWritten(String, reason: String)
  /// Nothing was known at that time.
  case nothingKnown(String)

  /// What sort of error it is.
  public var category: AnomalyCategory {
    switch self {
    case .clusterUnknown: .notFound
    case .clusterAmbiguous, .fileExists, .folderNotEmpty, .folderForeign, .nothingKnown: .incorrect
    case .notWritten: .unavailable
    }
  }

  /// What happened.
  public var message: String {
    switch self {
    case .clusterUnknown(let name?, _): "the store has no cluster `\(name)`"
    case .clusterUnknown(nil, _): "the store is empty"
    case .clusterAmbiguous(let names): "the store has \(names.count) clusters, expected one"
    case .fileExists(let path): "the file `\(path)` exists"
    case .folderNotEmpty(let path): "the folder `\(path)` is not empty"
    case .folderForeign(let path, let file):
      "the folder `\(path)` has `\(file)`, which is no file of a recording"
    case .notWritten(let path, let reason): "`\(path)` could not be written: \(reason)"
    case .nothingKnown(let time): "nothing was known of the cluster at \(time)"
    }
  }

  /// What to do.
  public var help: String? {
    switch self {
    case .clusterUnknown(_, let known) where known.isEmpty: "import something first"
    case .clusterUnknown(_, let known), .clusterAmbiguous(let known):
      "name one with `--cluster`: \(known.joined(separator: ", "))"
    case .fileExists: "name another file, or replace it with `--force`"
    case .folderNotEmpty: "name another folder, or replace its recording with `--force`"
    case .folderForeign: "name another folder"
    case .notWritten: nil
    case .nothingKnown: "`hindcast status` says from when on something is known"
    }
  }
}
