/// Something worth knowing about an import that went well.
public struct ImportNote: Hashable, Sendable {
  /// A stable code, such as `times-assumed`.
  public var code: String
  /// The sentence for people: lower case, no final stop.
  public var message: String
  /// The path of the file that it is about.
  public var file: String
  /// What it counts, so that the notes of many files become one; nil for other notes.
  var otherKinds: OtherKinds?

  /// Creates a note.
  public init(code: String, message: String, file: String) {
    self.code = code
    self.message = message
    self.file = file
  }
}
