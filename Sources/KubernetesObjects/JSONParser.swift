internal import CSimdJSON

/// Parses JSON texts into an index that is used again for the next text.
///
/// A parser is not `Sendable`: give each task its own. Its buffers grow to the longest text that it
/// has seen, and stay; those of a very long one, some ten times its bytes, are given back behind it.
public final class JSONParser {
  /// The deepest nesting that any parser accepts, whatever it was asked for.
  public static let depthLimit = 1000

  /// The longest text for which the buffers stay.
  public static let keptBytesMax = 2 << 20
  private static let bufferByteCount = 16_384

  private var handle: OpaquePointer
  private let depthMax: Int
  private let padding: Int
  private var buffer: UnsafeMutableRawBufferPointer
  private var isBusy = false

  /// Creates a parser that refuses texts nested deeper than `depthMax`.
  public init(depthMax: Int = 100) {
    handle = Self.makeHandle()
    self.depthMax = min(max(depthMax, 1), Self.depthLimit)
    padding = hc_json_padding()
    buffer = .allocate(byteCount: Self.bufferByteCount, alignment: 64)
  }

  private static func makeHandle() -> OpaquePointer {
    guard let handle = hc_json_parser_create() else {
      preconditionFailure("no memory for a JSON parser")
    }
    return handle
  }

  deinit {
    buffer.deallocate()
    hc_json_parser_free(handle)
  }

  /// Parses one document, an object or an array, and hands its root to `body`.
  ///
  /// The bytes are copied, so they may go away meanwhile. The root and all that is reached from it
  /// must not leave `body`, which must not parse another text with this parser.
  ///
  /// - Throws: `JSONSyntaxError`, and what `body` throws.
  public func withDocument<Result>(
    _ bytes: UnsafeRawBufferPointer,
    _ body: (JSONValue) throws -> Result
  ) throws -> Result {
    precondition(!isBusy, "a document of this parser is still in use")
    let text = copy(bytes)
    defer { if bytes.count > Self.keptBytesMax { giveBack() } }
    var errorOffset = 0
    let code = hc_json_parse(handle, text, bytes.count, UInt32(depthMax), &errorOffset)
    guard code == 0, let nodes = hc_json_nodes(handle) else {
      throw JSONSyntaxError(message: message(of: code), byteOffset: errorOffset)
    }
    isBusy = true
    defer { isBusy = false }
    return try body(JSONValue(nodes: nodes, text: text, index: 0))
  }

  /// Parses one document, an object or an array, and hands its root to `body`.
  ///
  /// - Throws: `JSONSyntaxError`, and what `body` throws.
  public func withDocument<Result>(
    _ bytes: [UInt8],
    _ body: (JSONValue) throws -> Result
  ) throws -> Result {
    try bytes.withUnsafeBytes { try withDocument($0, body) }
  }

  /// Copies a text into the buffer, zeros behind it.
  private func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafePointer<UInt8> {
    let needed = bytes.count + padding
    if buffer.count < needed {
      let count = max(needed, 2 * buffer.count)
      buffer.deallocate()
      buffer = .allocate(byteCount: count, alignment: 64)
    }
    buffer.copyMemory(from: bytes)
    buffer[bytes.count..<needed].initializeMemory(as: UInt8.self, repeating: 0)
    guard let base = buffer.baseAddress else { preconditionFailure("an empty buffer") }
    return UnsafePointer(base.assumingMemoryBound(to: UInt8.self))
  }

  private func giveBack() {
    hc_json_parser_free(handle)
    handle = Self.makeHandle()
    buffer.deallocate()
    buffer = .allocate(byteCount: Self.bufferByteCount, alignment: 64)
  }

  private func message(of code: Int32) -> String {
    if Int(code) == HC_JSON_ERROR_TOO_DEEP {
      return "the document is nested deeper than \(depthMax) levels"
    }
    guard let text = hc_json_error_message(code) else { return "error \(code) of the JSON parser" }
    return String(cString: text)
  }
}

@available(*, unavailable)
extension JSONParser: Sendable {}
