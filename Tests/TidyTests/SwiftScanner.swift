/// Tells code, comments, and literals of a Swift file apart, byte by byte.
///
/// It knows nested comments, raw and multi-line strings, interpolations, and regex literals: enough
/// to find braces, declarations, and calls without a parser. An unterminated literal ends with its
/// line, or with the file where it may span lines.
struct SwiftScanner {
  private let bytes: [UInt8]
  private var regions: [SourceRegion]
  private var index = 0

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    self.regions = Array(repeating: .code, count: bytes.count)
  }

  /// Returns one region for each byte.
  ///
  /// Delimiters belong to their comment or literal; what stands inside an interpolation is code.
  static func regions(of bytes: [UInt8]) -> [SourceRegion] {
    var scanner = SwiftScanner(bytes: bytes)
    scanner.scanCode(isInterpolation: false)
    return scanner.regions
  }

  private mutating func scanCode(isInterpolation: Bool) {
    var depth = 0
    while index < bytes.count {
      switch bytes[index] {
      case .slash where byte(at: index + 1) == .slash:
        scanLineComment()
      case .slash where byte(at: index + 1) == .asterisk:
        scanBlockComment()
      case .slash where startsRegex():
        scanRegex(poundCount: 0)
      case .quote:
        scanString(poundCount: 0)
      case .pound:
        scanPounds()
      case .openParenthesis:
        depth += 1
        index += 1
      case .closeParenthesis where isInterpolation && depth == 0:
        take(1, as: .string)
        return
      case .closeParenthesis:
        depth -= 1
        index += 1
      default:
        index += 1
      }
    }
  }

  private mutating func scanLineComment() {
    while index < bytes.count, bytes[index] != .newline {
      take(1, as: .comment)
    }
  }

  private mutating func scanBlockComment() {
    var depth = 0
    repeat {
      if byte(at: index) == .slash, byte(at: index + 1) == .asterisk {
        depth += 1
        take(2, as: .comment)
      } else if byte(at: index) == .asterisk, byte(at: index + 1) == .slash {
        depth -= 1
        take(2, as: .comment)
      } else {
        take(1, as: .comment)
      }
    } while depth > 0 && index < bytes.count
  }

  /// Scans `#`s, and the raw literal that they open, if they do.
  private mutating func scanPounds() {
    let count = poundCount(from: index)
    switch byte(at: index + count) {
    case .quote:
      take(count, as: .string)
      scanString(poundCount: count)
    case .slash:
      take(count, as: .string)
      scanRegex(poundCount: count)
    default:
      index += count
    }
  }

  private mutating func scanString(poundCount: Int) {
    let isMultiline = hasQuotes(3, at: index)
    let quoteCount = isMultiline ? 3 : 1
    take(quoteCount, as: .string)
    while index < bytes.count {
      if bytes[index] == .newline, !isMultiline {
        return
      }
      if hasQuotes(quoteCount, at: index),
        self.poundCount(from: index + quoteCount) >= poundCount
      {
        take(quoteCount + poundCount, as: .string)
        return
      }
      if bytes[index] == .backslash, self.poundCount(from: index + 1) >= poundCount {
        scanEscape(poundCount: poundCount)
      } else {
        take(1, as: .string)
      }
    }
  }

  private mutating func scanEscape(poundCount: Int) {
    let isInterpolation = byte(at: index + 1 + poundCount) == .openParenthesis
    take(2 + poundCount, as: .string)
    if isInterpolation {
      scanCode(isInterpolation: true)
    }
  }

  private mutating func scanRegex(poundCount: Int) {
    take(1, as: .string)
    while index < bytes.count {
      if bytes[index] == .newline, poundCount == 0 {
        return
      }
      if bytes[index] == .slash, self.poundCount(from: index + 1) >= poundCount {
        take(1 + poundCount, as: .string)
        return
      }
      take(bytes[index] == .backslash ? 2 : 1, as: .string)
    }
  }

  /// Whether the slash at the index opens a regex literal.
  ///
  /// It does where no operand stands before it, no space after it, and another slash on its line.
  private func startsRegex() -> Bool {
    let isOpen = byte(at: index + 1).map {
      $0 != .space && $0 != .newline && $0 != .closeParenthesis
    }
    let before = bytes[..<index].last { $0 != .space }
    guard isOpen == true, before.map({ Array("(,=:[{;!&|?\n".utf8).contains($0) }) ?? true else {
      return false
    }
    return bytes[(index + 1)...].prefix { $0 != .newline }.contains(.slash)
  }

  private func byte(at offset: Int) -> UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  private func hasQuotes(_ count: Int, at offset: Int) -> Bool {
    (offset..<offset + count).allSatisfy { byte(at: $0) == .quote }
  }

  private func poundCount(from offset: Int) -> Int {
    var end = offset
    while byte(at: end) == .pound {
      end += 1
    }
    return end - offset
  }

  private mutating func take(_ count: Int, as region: SourceRegion) {
    let end = min(index + count, bytes.count)
    for offset in index..<end {
      regions[offset] = region
    }
    index = end
  }
}
