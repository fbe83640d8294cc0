/// A Swift file, with its comments and literals told apart from its code.
struct SourceFile {
  /// From the root of the tree, with slashes.
  let path: String
  let lineCount: Int
  /// The lines of the file with comments and literals blank; indices count from 0.
  let codeLines: [String]
  /// The comments of each line, everything else blank.
  let commentLines: [String]
  /// The text with its comments blank.
  let uncommented: String
  let tokens: [SourceToken]

  init(path: String, text: String) {
    let bytes = Array(text.utf8)
    let regions = SwiftScanner.regions(of: bytes)
    let code = Self.keeping([.code], of: bytes, regions: regions)
    let uncommented = Self.keeping([.code, .string], of: bytes, regions: regions)
    self.path = path
    self.codeLines = Self.lines(of: code)
    self.commentLines = Self.lines(of: Self.keeping([.comment], of: bytes, regions: regions))
    self.uncommented = String(decoding: uncommented, as: UTF8.self)
    self.lineCount = bytes.count { $0 == .newline } + (bytes.last == .newline ? 0 : 1)
    self.tokens = SourceToken.tokens(of: code)
  }

  /// Whether the file stands in one of the folders.
  func isInside(_ folders: [String]) -> Bool {
    folders.contains { path.hasPrefix($0 + "/") }
  }

  private static func keeping(
    _ kept: Set<SourceRegion>,
    of bytes: [UInt8],
    regions: [SourceRegion]
  ) -> [UInt8] {
    var text = bytes
    for index in text.indices where text[index] != .newline && !kept.contains(regions[index]) {
      text[index] = .space
    }
    return text
  }

  private static func lines(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: .newline, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
