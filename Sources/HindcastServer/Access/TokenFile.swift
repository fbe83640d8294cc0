internal import EventLog
internal import Foundation

/// The file that tells who may ask a server, as JSON: `{"tokens": […]}`.
///
/// Tokens have 256 bits from the system's source of chance, so that their SHA-256 gives nothing away
/// and needs no salt.
public struct TokenFile: Sendable, Codable {
  /// The most bytes of a file.
  static let bytesMax = 4 << 20

  /// The entries.
  public var tokens: [TokenEntry]

  /// Creates a file's content.
  public init(tokens: [TokenEntry] = []) {
    self.tokens = tokens
  }

  /// Reads a file.
  ///
  /// Throws `ServerSetupError.file` where it cannot be read, or is wrong.
  public init(path: String) throws(ServerSetupError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .file(path: path, detail: "cannot be read; `hindcast token new` makes such a file")
    }
    guard data.count <= Self.bytesMax else {
      throw .file(path: path, detail: "is longer than \(Self.bytesMax) bytes")
    }
    do {
      self = try JSONDecoder().decode(Self.self, from: data)
    } catch {
      throw .file(path: path, detail: "is no file of tokens: \(Self.sentence(error))")
    }
    var names: Set<String> = []
    for entry in tokens {
      if let fault = entry.fault { throw .file(path: path, detail: fault) }
      guard names.insert(entry.name).inserted else {
        throw .file(path: path, detail: "`\(entry.name)` is there twice")
      }
    }
  }

  /// The JSON of the file.
  public var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }

  /// The token whose text is made of so many bytes of chance.
  public static func token(from bytes: [UInt8]) -> String {
    let text = Data(bytes).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    return "hct_" + text
  }

  /// The SHA-256 of a token or a certificate, in hexadecimal digits.
  public static func hash(of bytes: some Sequence<UInt8>) -> String {
    ChainHash.contentIdentity(of: Array(bytes))
  }

  private static func sentence(_ error: any Error) -> String {
    func path(_ context: DecodingError.Context) -> String {
      context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
        .joined(separator: ".")
    }
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      let place = path(context)
      return "`\(key.stringValue)` is missing" + (place.isEmpty ? "" : " in `\(place)`")
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      return "`\(path(context))` is of another type than expected"
    case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
      return "`\(path(context))` has a value that is none of those known"
    default: return "it is no JSON"
    }
  }
}
