internal import Diagnostics

/// Text that is JSON.
struct JSONText: Hashable, Sendable, ExpressibleByStringLiteral {
  var raw: String

  init(_ raw: String) {
    self.raw = raw
  }

  init(stringLiteral raw: String) {
    self.raw = raw
  }

  /// A string.
  static func string(_ text: String) -> JSONText {
    var json = JSONWriter()
    json.write(text)
    return JSONText(json.text)
  }
}
