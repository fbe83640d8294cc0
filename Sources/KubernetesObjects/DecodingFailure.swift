/// What a decoder throws inside this target: cheap, for the path is made only when it is needed.
struct DecodingFailure: Error {
  /// The node of the value that is wrong, or of the object that lacks a member.
  let index: Int
  /// The member that is missing; nil where the value is wrong.
  let missingKey: StaticString?
  /// What belongs there.
  let expectation: StaticString
  /// Whether the value has the right type, so that its text says what was found.
  let showsText: Bool

  /// The most characters of a text that a sentence quotes.
  private static let quotedCharactersMax = 60

  /// A value of another type than expected.
  static func type(of value: JSONValue, expected expectation: StaticString) -> DecodingFailure {
    DecodingFailure(
      index: value.index,
      missingKey: nil,
      expectation: expectation,
      showsText: false
    )
  }

  /// A text or number that is none of those expected.
  static func content(of value: JSONValue, expected expectation: StaticString) -> DecodingFailure {
    DecodingFailure(
      index: value.index,
      missingKey: nil,
      expectation: expectation,
      showsText: true
    )
  }

  /// An object without a member that it must have.
  static func missing(
    _ key: StaticString,
    in value: JSONValue,
    expected expectation: StaticString
  ) -> DecodingFailure {
    DecodingFailure(
      index: value.index,
      missingKey: key,
      expectation: expectation,
      showsText: false
    )
  }

  /// Returns the error for callers, with the path from `root`.
  func error(in root: JSONValue) -> ObjectDecodingError {
    var path = JSONPath(from: root, to: index)
    var found = "nothing"
    if let missingKey {
      path.append(key: "\(missingKey)")
    } else {
      found = describe(JSONValue(nodes: root.nodes, text: root.text, index: index))
    }
    return ObjectDecodingError(
      path: path.description,
      expectation: "\(expectation)",
      found: found
    )
  }

  private func describe(_ value: JSONValue) -> String {
    if showsText, let text = value.string ?? value.numberText, !text.isEmpty {
      let isLong = text.count > Self.quotedCharactersMax
      return "`\(text.prefix(Self.quotedCharactersMax))\(isLong ? "…" : "")`"
    }
    return switch value.kind {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: showsText ? "an empty string" : "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
