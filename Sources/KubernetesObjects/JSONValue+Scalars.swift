internal import CSimdJSON

extension JSONValue {
  /// Whether the value is `null`.
  public var isNull: Bool { Int(node.kind) == HC_JSON_NULL }

  /// Whether the value is a string.
  public var isString: Bool {
    let kind = Int(node.kind)
    return kind == HC_JSON_STRING || kind == HC_JSON_STRING_ESCAPED
  }

  /// Whether the value is an array.
  public var isArray: Bool { Int(node.kind) == HC_JSON_ARRAY }

  /// Whether the value is an object.
  public var isObject: Bool { Int(node.kind) == HC_JSON_OBJECT }

  /// The text of a string, its escapes resolved; nil for any other value.
  public var string: String? {
    switch Int(node.kind) {
    case HC_JSON_STRING: String(decoding: contents, as: UTF8.self)
    case HC_JSON_STRING_ESCAPED: String(decoding: JSONEscapes.resolve(contents), as: UTF8.self)
    default: nil
    }
  }

  /// The number, where it is written without fraction and exponent and fits; nil for any other
  /// value.
  public var int: Int? {
    guard Int(node.kind) == HC_JSON_NUMBER else { return nil }
    let digits = contents
    guard let first = digits.first else { return nil }
    let isNegative = first == UInt8(ascii: "-")
    var value = 0
    for byte in digits.dropFirst(isNegative ? 1 : 0) {
      guard (48...57).contains(byte) else { return nil }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      // Counted downwards, since the least integer has no positive counterpart.
      let (sum, secondOverflow) = scaled.subtractingReportingOverflow(Int(byte - 48))
      guard !overflow, !secondOverflow else { return nil }
      value = sum
    }
    guard !isNegative else { return value }
    return value == .min ? nil : -value
  }

  /// The text of a number as it stands; nil for any other value.
  public var numberText: String? {
    Int(node.kind) == HC_JSON_NUMBER ? String(decoding: contents, as: UTF8.self) : nil
  }

  /// Whether the value is `true` or `false`; nil for any other value.
  public var bool: Bool? {
    switch Int(node.kind) {
    case HC_JSON_TRUE: true
    case HC_JSON_FALSE: false
    default: nil
    }
  }

  /// Returns whether the value is the string `text`, without allocating where it has no escapes.
  public func isString(_ text: StaticString) -> Bool {
    switch Int(node.kind) {
    case HC_JSON_STRING: contents.isEqual(to: text)
    case HC_JSON_STRING_ESCAPED:
      JSONEscapes.resolve(contents).withUnsafeBufferPointer { $0.isEqual(to: text) }
    default: false
    }
  }

  /// The bytes of a scalar as they stand, the quotes of a string left out.
  var contents: UnsafeBufferPointer<UInt8> {
    let node = node
    return UnsafeBufferPointer(start: text + Int(node.start), count: Int(node.end - node.start))
  }
}
