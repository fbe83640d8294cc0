/// A record, or a whole file, that could not be read.
public struct ImportFailure: Hashable, Sendable {
  /// The file's path.
  public var file: String
  /// The line, counted from 1; nil where the failure is of the file as a whole.
  public var line: Int?
  /// The byte, counted from 0 in the uncompressed content; nil as for `line`.
  public var byteOffset: Int?
  /// The field's path in the record, such as `event.object.metadata.uid`; nil where none is known.
  public var field: String?
  /// What was found and what was expected: lower case, no final stop.
  public var message: String
  /// What to do next.
  public var help: String

  /// Creates the failure of a file as a whole.
  init(file: String, message: String, help: String) {
    self.init(
      file: file,
      line: nil,
      byteOffset: nil,
      field: nil,
      message: message,
      help: help
    )
  }

  /// Creates a failure.
  public init(
    file: String,
    line: Int?,
    byteOffset: Int?,
    field: String?,
    message: String,
    help: String
  ) {
    self.file = file
    self.line = line
    self.byteOffset = byteOffset
    self.field = field
    self.message = message
    self.help = help
  }
}

extension ImportFailure {
  /// Manifests are ordered among what is stored already, and so not stored at once.
  static func manifestsNeedPaths(file: String) -> ImportFailure {
    ImportFailure(
      file: file,
      message: "these are manifests, expected what a cluster says of itself",
      help: "import manifests with `hindcast import`"
    )
  }
}
