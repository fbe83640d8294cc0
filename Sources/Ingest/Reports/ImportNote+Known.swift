internal import TopologyModel

extension ImportNote {
  /// The note that a file's records have no times of their own.
  static func timesAssumed(_ time: Instant, file: String) -> ImportNote {
    ImportNote(
      code: "times-assumed",
      message: "the records have no times; all are taken as observed at \(time), in the order of "
        + "their revisions",
      file: file
    )
  }
}
