internal import TopologyModel

extension ImportNote {
  /// The note that a file's records have no times of their own, and lie in `times` by assumption.
  static func timesAssumed(
    _ times: ClosedRange<Instant>,
    order: String,
    file: String
  ) -> ImportNote {
    let place =
      times.lowerBound == times.upperBound
      ? "all are taken as observed at \(times.lowerBound)"
      : "each is taken as observed when it arrived, from \(times.lowerBound) to "
        + "\(times.upperBound)"
    return ImportNote(
      code: "times-assumed",
      message: "the records have no times; \(place), \(order)",
      file: file
    )
  }

  /// The note that a list is not one of all objects, since it has items that could not be read.
  static func listingIncomplete(_ kind: ResourceKind, file: String) -> ImportNote {
    ImportNote(
      code: "listing-incomplete",
      message:
        "a list of \(kind.resourceName) has items that could not be read: it is not taken as "
        + "complete, and ends nothing",
      file: file
    )
  }

  /// The note that an audit log alone tells who changed what, and not what there was.
  static func auditWithoutStates(cluster: String, file: String) -> ImportNote {
    ImportNote(
      code: "audit-without-states",
      message: "an audit log tells who changed what, and cannot tell what there was: import a "
        + "recording, a watch, or a list of the cluster `\(cluster)` too",
      file: file
    )
  }
}
