internal import Yams

/// A YAML document as the JSON that Kubernetes makes of it.
///
/// Scalars are read as `sigs.k8s.io/yaml` reads them, which `kubectl` uses: YAML 1.1 booleans, so
/// that an unquoted `yes` or `off` is one, octal numbers with a leading zero, and times as text.
/// Keys become text. Aliases and merge keys are resolved, within limits, so that a small text
/// cannot become a large one.
public struct YAMLDocument: Sendable {
  /// The longest document that is read; a list longer than that is better taken as JSON.
  public static let bytesMax = 64 << 20
  /// The deepest nesting, as of JSON.
  public static let depthMax = 100
  /// The most values that aliases and merge keys may add to a document.
  public static let aliasedValuesMax = 250_000
  /// The most bytes of JSON that aliases and merge keys may add to a document.
  public static let aliasedBytesMax = 16 << 20

  /// Where a value stands in both texts.
  struct Place: Hashable, Sendable {
    /// The byte of the JSON it begins at.
    var byte: UInt32
    /// The line of the YAML it begins on, counted from 1.
    var line: UInt32
  }

  /// The same as JSON, without white space, members in the order of the text.
  public let json: [UInt8]
  private let places: [Place]
  private let lineCount: Int

  /// Reads a text that holds one document, a mapping or a sequence.
  public init(_ bytes: UnsafeRawBufferPointer) throws(YAMLSyntaxError) {
    guard bytes.count <= Self.bytesMax else {
      throw YAMLSyntaxError(
        message: "the document is longer than the limit of \(Self.bytesMax) bytes",
        line: 1
      )
    }
    try AliasGuard.check(bytes)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw YAMLSyntaxError(message: "the document is not UTF-8", line: Self.line(ofDamaged: bytes))
    }
    lineCount = Self.lineCount(of: bytes)
    do throws(YAMLSyntaxError) {
      guard let root = try Self.root(of: text) else {
        throw YAMLSyntaxError(message: "the document is empty", line: 1)
      }
      var converter = YAMLConverter(sourceByteCount: bytes.count)
      try converter.writeRoot(root)
      json = converter.json
      places = converter.places
    } catch {
      throw YAMLSyntaxError(message: error.message, line: min(error.line, lineCount))
    }
  }

  /// The line of the YAML at which the value that holds a byte of the JSON begins.
  public func line(ofJSONByte byte: Int) -> Int {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle].byte <= byte { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 1 : min(Int(places[low - 1].line), lineCount)
  }

  private static func root(of text: String) throws(YAMLSyntaxError) -> Node? {
    do {
      // The basic resolver leaves scalars alone; what they mean is decided here.
      return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw YAMLSyntaxError(error, in: text)
    } catch {
      throw YAMLSyntaxError(message: "\(error)", line: 1)
    }
  }

  /// How many lines a text has, as YAML ends them.
  ///
  /// A value that is left out at the end of a text stands on a line of its own for the parser, also where
  /// the text has none there.
  private static func lineCount(of bytes: UnsafeRawBufferPointer) -> Int {
    var count = 1
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x0A: count += 1
      case 0x0D where index + 1 == bytes.count || bytes[index + 1] != 0x0A: count += 1
      case 0x85 where index > 0 && bytes[index - 1] == 0xC2: count += 1
      case 0xA8, 0xA9:
        if index > 1, bytes[index - 1] == 0x80, bytes[index - 2] == 0xE2 { count += 1 }
      default: break
      }
    }
    return count
  }

  /// The line of the first byte that is not UTF-8.
  private static func line(ofDamaged bytes: UnsafeRawBufferPointer) -> Int {
    var line = 1
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let part = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      guard String(validating: part, as: UTF8.self) != nil else { return line }
      line += 1
      start = end + 1
    }
    return line
  }
}
