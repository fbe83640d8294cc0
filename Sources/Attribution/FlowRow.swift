/// Where a row and the fields that matter lie in a buffer.
struct FlowRow {
  /// A field of a row; nothing where the row has none.
  struct Field {
    var start = -1
    var end = -1
    var isPresent: Bool { start >= 0 }
  }

  /// Where the row's text ends, its line ending aside.
  var contentEnd = 0
  /// Where the next row begins.
  var end = 0
  /// How many fields it has.
  var columns = 0
  /// How many line feeds it has, its own aside.
  var lineFeeds = 0
}
