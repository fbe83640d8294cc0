/// An identifier or number, or a single other character, outside comments and literals.
struct SourceToken: Equatable {
  let text: String
  /// Counted from 1.
  let line: Int
  /// In bytes, from the start of the file.
  let offset: Int

  var endOffset: Int { offset + text.utf8.count }

  /// Splits code whose comments and literals are blank.
  static func tokens(of code: [UInt8]) -> [SourceToken] {
    var tokens: [SourceToken] = []
    var line = 1
    var index = 0
    while index < code.count {
      let start = index
      if code[index].isIdentifier {
        while index < code.count, code[index].isIdentifier {
          index += 1
        }
      } else {
        index += 1
      }
      if code[start] == .newline {
        line += 1
      } else if code[start] > .space {
        let text = String(decoding: code[start..<index], as: UTF8.self)
        tokens.append(SourceToken(text: text, line: line, offset: start))
      }
    }
    return tokens
  }
}
