/// What a server told of an answer beside its body.
public struct RemoteAnswer: Hashable, Sendable {
  /// How many rows it has; nil where that was not told.
  public var rowCount: Int?
  /// The codes of its notes, each once.
  public var notes: [String]
  /// What the format has no place for; nil where it has all.
  public var remarks: String?
}
