public import TopologyModel

/// An event that came with another body than the one that the log holds; the log's stays.
public struct BodyDifference: Hashable, Sendable {
  /// The path of the file that it came from.
  public var file: String
  /// The object.
  public var object: ObjectReference
  /// Its revision.
  public var revision: Revision
  /// The first field that differs.
  public var field: String
  /// Where the log holds the event.
  public var position: LogPosition

  /// Creates a difference.
  public init(
    file: String,
    object: ObjectReference,
    revision: Revision,
    field: String,
    position: LogPosition
  ) {
    self.file = file
    self.object = object
    self.revision = revision
    self.field = field
    self.position = position
  }
}
