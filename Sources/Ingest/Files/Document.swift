/// Where one document of a file stands.
struct Document {
  /// Its bytes in the file.
  var range: Range<Int>
  /// The line it begins on, counted from 1.
  var line: Int
  /// Its number in the file, counted from 1.
  var number: Int
}
