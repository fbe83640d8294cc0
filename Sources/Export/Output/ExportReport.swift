/// What came of an export.
public struct ExportReport: Hashable, Sendable {
  /// How many records, events or objects were written.
  public var count = 0
  /// What a reader of the export should know, in order, each once.
  public private(set) var notes: [String] = []

  /// Creates a report of nothing.
  public init() {}

  mutating func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }
}
