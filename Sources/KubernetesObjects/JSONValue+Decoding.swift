internal import CSimdJSON
internal import TopologyModel

/// Readers of fields: `null` is read as absent, other values of a wrong type are failures.
extension JSONValue {
  /// Reads an object's members; none for `null`.
  @inline(__always)
  func decodeMembers() throws(DecodingFailure) -> JSONMembers {
    guard isObject || isNull else { throw .type(of: self, expected: "an object") }
    return members
  }

  /// Reads an array's elements; none for `null`.
  @inline(__always)
  func decodeElements() throws(DecodingFailure) -> JSONElements {
    guard isArray || isNull else { throw .type(of: self, expected: "an array") }
    return elements
  }

  /// Reads the members of an element, which must be an object.
  @inline(__always)
  func decodeElementMembers() throws(DecodingFailure) -> JSONMembers {
    guard isObject else { throw .type(of: self, expected: "an object") }
    return members
  }

  /// The text of a string, which must not have a zero byte: no text of the API's that is decoded has
  /// one, and at it a text ends for some who read it, and goes on for others.
  private func decodeString() throws(DecodingFailure) -> String? {
    guard let text = string else { return nil }
    guard Int(node.kind) == HC_JSON_STRING_ESCAPED, text.utf8.contains(0) else { return text }
    throw .type(of: self, expected: "a string without zero bytes")
  }

  /// Reads a text; empty for `null`.
  func decodeText() throws(DecodingFailure) -> String {
    if let text = try decodeString() { return text }
    guard isNull else { throw .type(of: self, expected: "a string") }
    return ""
  }

  /// Reads a text whose absence means something; nil for `null`.
  func decodeOptionalText() throws(DecodingFailure) -> String? {
    if isNull { return nil }
    return try decodeText()
  }

  /// Reads an array of texts.
  func decodeTexts() throws(DecodingFailure) -> [String] {
    var texts: [String] = []
    for element in try decodeElements() {
      guard let text = try element.decodeString() else {
        throw .type(of: element, expected: "a string")
      }
      texts.append(text)
    }
    return texts
  }

  /// Reads, of an array of objects, the text of one member each; elements without it are left out.
  func decodeTexts(of key: StaticString) throws(DecodingFailure) -> [String] {
    var texts: [String] = []
    for element in try decodeElements() {
      var text = ""
      for member in try element.decodeElementMembers() where member.key == key {
        text = try member.value.decodeText()
      }
      if !text.isEmpty { texts.append(text) }
    }
    return texts
  }

  /// Reads a boolean; nil for `null`.
  func decodeFlag() throws(DecodingFailure) -> Bool? {
    if let flag = bool { return flag }
    guard isNull else { throw .type(of: self, expected: "a boolean") }
    return nil
  }

  /// Reads an integer; nil for `null`.
  func decodeInteger() throws(DecodingFailure) -> Int? {
    if let number = int { return number }
    switch kind {
    case .null: return nil
    case .number: throw .content(of: self, expected: "an integer of 64 bits")
    default: throw .type(of: self, expected: "an integer")
    }
  }

  /// Reads a time; nil for `null`.
  func decodeInstant() throws(DecodingFailure) -> Instant? {
    if isNull { return nil }
    guard let text = string else { throw .type(of: self, expected: "a time") }
    guard let instant = Instant(rfc3339: text) else {
      throw .content(of: self, expected: "a time in RFC 3339 form between 1678 and 2261")
    }
    return instant
  }

  /// Reads a protocol; TCP for `null` and for an empty text.
  func decodeTransport() throws(DecodingFailure) -> TransportProtocol {
    if isNull || isString("TCP") || isString("") { return .tcp }
    guard let text = string else { throw .type(of: self, expected: "a string") }
    guard let transport = TransportProtocol(rawValue: text) else {
      throw .content(of: self, expected: "`TCP`, `UDP` or `SCTP`")
    }
    return transport
  }

  /// Reads the status of a condition.
  func decodeConditionStatus() throws(DecodingFailure) -> PodFacts.ConditionStatus {
    if isString("True") { return .isTrue }
    if isString("False") { return .isFalse }
    if isNull { return .absent }
    guard isString else { throw .type(of: self, expected: "a string") }
    return .unknown
  }

  /// Reads labels or another map of texts.
  func decodeLabels() throws(DecodingFailure) -> LabelSet {
    var labels: [LabelSet.Label] = []
    for (key, value) in try decodeMembers() {
      guard let text = try value.decodeString() else {
        throw .type(of: value, expected: "a string")
      }
      let name = key.string
      guard !name.utf8.contains(0) else {
        throw .type(of: value, expected: "keys without zero bytes")
      }
      labels.append(LabelSet.Label(key: name, value: text))
    }
    return LabelSet(labels)
  }
}
