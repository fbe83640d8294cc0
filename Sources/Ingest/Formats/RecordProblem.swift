/// What is wrong with one record, before it is known where the record stands.
struct RecordProblem: Error {
  /// The field's path in the record; nil where none is known.
  var field: String?
  /// Where in the record's document it was noticed; nil for its beginning.
  var byteInDocument: Int?
  /// What was found and what was expected.
  var message: String
  /// Whether the byte is one of the file's text, and not of the JSON that YAML was turned into.
  var isInSource = false
  /// What to do, where it is not what helps with every record.
  var help: String?

  init(
    field: String?,
    byteInDocument: Int? = nil,
    message: String,
    help: String? = nil,
    isInSource: Bool = false
  ) {
    self.field = field
    self.byteInDocument = byteInDocument
    self.message = message
    self.help = help
    self.isInSource = isInSource
  }
}
