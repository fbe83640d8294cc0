/// The parts of an answer as JSON that tests read.
struct JSONAnswer: Decodable {
  /// A column.
  struct Column: Decodable {
    var name: String
  }

  /// A note.
  struct Note: Decodable {
    var code: String
  }

  var columns: [Column]
  var notes: [Note]
  var rowCount: Int
}
