internal import CSimdJSON

/// A view of one key of an object, valid only while its document is.
public struct JSONKey {
  let nodes: UnsafePointer<hc_json_node>
  let text: UnsafePointer<UInt8>
  let index: Int

  /// The key's text, its escapes resolved.
  public var string: String {
    isEscaped
      ? String(decoding: JSONEscapes.resolve(contents), as: UTF8.self)
      : String(decoding: contents, as: UTF8.self)
  }

  /// Where the key stands in the text, its quotes included.
  public var rawRange: Range<Int> {
    Int(nodes[index].start) - 1..<Int(nodes[index].end) + 1
  }

  /// Returns whether the key is `text`, without allocating where it has no escapes.
  @inline(__always)
  public static func == (key: JSONKey, text: StaticString) -> Bool {
    guard !key.isEscaped else { return key.isEscapedText(text) }
    return key.contents.isEqual(to: text)
  }

  /// Returns whether the key is `text`, byte for byte.
  public static func == (key: JSONKey, text: String) -> Bool {
    key.withBytes { $0.elementsEqual(text.utf8) }
  }

  /// Lets a `switch` over a key list the keys it knows.
  @inline(__always)
  public static func ~= (text: StaticString, key: JSONKey) -> Bool { key == text }

  /// Calls `body` with the bytes of the key's text, its escapes resolved.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard isEscaped else { return body(contents) }
    return JSONEscapes.resolve(contents).withUnsafeBufferPointer(body)
  }

  @inline(__always)
  private var isEscaped: Bool { Int(nodes[index].kind) == HC_JSON_KEY_ESCAPED }

  /// The bytes of the key as they stand, without the quotes.
  @inline(__always)
  private var contents: UnsafeBufferPointer<UInt8> {
    let node = nodes[index]
    return UnsafeBufferPointer(start: text + Int(node.start), count: Int(node.end - node.start))
  }

  @inline(never)
  private func isEscapedText(_ text: StaticString) -> Bool {
    withBytes { $0.isEqual(to: text) }
  }
}

@available(*, unavailable)
extension JSONKey: Sendable {}
