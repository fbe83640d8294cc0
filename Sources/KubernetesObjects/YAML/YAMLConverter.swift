internal import Yams

/// Writes the nodes of a YAML document as JSON.
struct YAMLConverter {
  private static let tagPrefix = "tag:yaml.org,2002:"

  /// The JSON so far.
  private(set) var json: [UInt8] = []
  /// Where its values stand in the YAML.
  private(set) var places: [YAMLDocument.Place] = []

  private let bytesMax: Int
  private var valuesLeft: Int

  /// Creates a converter for a text of that length: what is more than it can hold by itself, its
  /// aliases bring.
  init(sourceByteCount: Int) {
    // A value takes at least one byte, and no byte becomes more than eight of JSON.
    valuesLeft = sourceByteCount + 1 + YAMLDocument.aliasedValuesMax
    bytesMax = 8 * (sourceByteCount + 1) + YAMLDocument.aliasedBytesMax
  }

  /// Writes the whole document.
  mutating func writeRoot(_ node: Node) throws(YAMLSyntaxError) {
    guard node.scalar == nil else {
      throw YAMLSyntaxError(
        message: "found a scalar, expected a mapping such as `apiVersion: v1`",
        line: Self.line(node)
      )
    }
    try write(node, depth: 1)
  }

  private mutating func write(_ node: Node, depth: Int) throws(YAMLSyntaxError) {
    try count(node, depth: depth)
    let line = UInt32(clamping: Self.line(node))
    places.append(YAMLDocument.Place(byte: UInt32(clamping: json.count), line: line))
    switch node {
    case .scalar(let scalar): try write(scalar, line: Int(line))
    case .mapping(let mapping):
      var separator = UInt8(ascii: "{")
      for member in try members(of: mapping, depth: depth) {
        json.append(separator)
        separator = UInt8(ascii: ",")
        writeString(member.key)
        json.append(UInt8(ascii: ":"))
        try write(member.value, depth: depth + 1)
      }
      if separator == UInt8(ascii: "{") { json.append(separator) }
      json.append(UInt8(ascii: "}"))
    case .sequence(let sequence):
      json.append(UInt8(ascii: "["))
      for (index, element) in sequence.enumerated() {
        if index > 0 { json.append(UInt8(ascii: ",")) }
        try write(element, depth: depth + 1)
      }
      json.append(UInt8(ascii: "]"))
    case .alias:
      throw YAMLSyntaxError(message: "found an alias of nothing", line: Int(line))
    }
  }

  private mutating func count(_ node: Node, depth: Int) throws(YAMLSyntaxError) {
    guard depth <= YAMLDocument.depthMax || node.scalar != nil else {
      throw YAMLSyntaxError(
        message: "the document is nested deeper than \(YAMLDocument.depthMax) levels",
        line: Self.line(node)
      )
    }
    valuesLeft -= 1
    guard valuesLeft >= 0, json.count <= bytesMax else {
      throw YAMLSyntaxError(
        message: "aliases add more than \(YAMLDocument.aliasedValuesMax) values or "
          + "\(YAMLDocument.aliasedBytesMax) bytes to the document",
        line: Self.line(node)
      )
    }
  }

  // MARK: Mappings

  /// The members of a mapping, those that it merges included.
  ///
  /// As in Kubernetes, the order of the text decides: what is merged replaces what stands before it
  /// and is replaced by what stands after it; of several mappings merged at once, the first wins.
  private mutating func members(
    of mapping: Node.Mapping,
    depth: Int
  ) throws(YAMLSyntaxError) -> [(key: String, value: Node)] {
    var members: [(key: String, value: Node)] = []
    var indexes: [String: Int] = [:]
    var keys: Set<String> = []
    func set(_ key: String, _ value: Node) {
      if let index = indexes[key] {
        members[index].value = value
      } else {
        indexes[key] = members.count
        members.append((key, value))
      }
    }
    for (keyNode, value) in mapping {
      if Self.isMergeKey(keyNode) {
        for member in try merged(value, depth: depth) { set(member.key, member.value) }
        continue
      }
      let key = try Self.key(keyNode)
      guard keys.insert(key).inserted else {
        throw YAMLSyntaxError(
          message: "the key `\(key)` stands twice in the same mapping",
          line: Self.line(keyNode)
        )
      }
      set(key, value)
    }
    return members
  }

  /// The members of what stands at `<<`: a mapping, or a sequence of them, the last one first.
  private mutating func merged(
    _ node: Node,
    depth: Int
  ) throws(YAMLSyntaxError) -> [(key: String, value: Node)] {
    var sources = [node]
    if case .sequence(let sequence) = node { sources = sequence.reversed() }
    var members: [(key: String, value: Node)] = []
    for source in sources {
      try count(source, depth: depth)
      guard case .mapping(let other) = source else {
        throw YAMLSyntaxError(
          message: "found no mapping at `<<`, expected one, or a sequence of them",
          line: Self.line(source)
        )
      }
      for member in try self.members(of: other, depth: depth + 1) {
        try count(member.value, depth: 1)
        members.append(member)
      }
    }
    return members
  }

  private static func isMergeKey(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node, scalar.string == "<<" else { return false }
    let tag = scalar.tag.description
    return tag == tagPrefix + "merge" || isUntaggedKey(scalar)
  }

  /// Whether a key is unquoted and without a tag.
  ///
  /// Comparing keys makes the parser note the tag of a text on every one of them, so that such a
  /// tag says nothing here.
  private static func isUntaggedKey(_ scalar: Node.Scalar) -> Bool {
    let tag = scalar.tag.description
    return scalar.style == .plain && (tag.isEmpty || tag == tagPrefix + "str")
  }

  private static func key(_ node: Node) throws(YAMLSyntaxError) -> String {
    guard case .scalar(let scalar) = node else {
      throw YAMLSyntaxError(
        message: "found a collection as a key, expected a text",
        line: line(node)
      )
    }
    let meaning =
      isUntaggedKey(scalar)
      ? YAMLScalar(plain: scalar.string) : try value(of: scalar, line: line(node))
    switch meaning {
    case .text: return scalar.string
    case .bool(let flag): return flag ? "true" : "false"
    case .integer(let digits): return digits
    case .float(let number):
      // Kubernetes writes such keys with the precision of 32 bits.
      return YAMLScalar.jsonText(Double("\(Float(number))") ?? number)
    case .notFinite: return scalar.string.lowercased().filter { $0 != "+" }
    case .null:
      throw YAMLSyntaxError(
        message: "found `\(scalar.string)` as a key, expected a text",
        line: line(node)
      )
    }
  }

  // MARK: Scalars

  private mutating func write(_ scalar: Node.Scalar, line: Int) throws(YAMLSyntaxError) {
    switch try Self.value(of: scalar, line: line) {
    case .null: json += "null".utf8
    case .bool(let flag): json += (flag ? "true" : "false").utf8
    case .integer(let digits): json += digits.utf8
    case .float(let number): json += YAMLScalar.jsonText(number).utf8
    case .text: writeString(scalar.string)
    case .notFinite:
      throw YAMLSyntaxError(
        message: "found `\(scalar.string)`, which is no number that JSON has",
        line: line
      )
    }
  }

  /// What a scalar means by its tag and, without one, by whether it is quoted.
  private static func value(
    of scalar: Node.Scalar,
    line: Int
  ) throws(YAMLSyntaxError) -> YAMLScalar {
    let tag = scalar.tag.description
    guard !tag.isEmpty else {
      return scalar.style == .plain ? YAMLScalar(plain: scalar.string) : .text
    }
    guard tag.hasPrefix(tagPrefix) else { return .text }
    let name = String(tag.dropFirst(tagPrefix.count))
    let found = YAMLScalar(plain: scalar.string)
    switch (name, found) {
    case ("int", .integer), ("float", .float), ("float", .integer), ("float", .notFinite),
      ("bool", .bool), ("null", .null):
      return found
    case ("int", _), ("float", _), ("bool", _), ("null", _):
      throw YAMLSyntaxError(
        message: "found `\(scalar.string)` with the tag `!!\(name)`, which it does not fit",
        line: line
      )
    case ("binary", _):
      throw YAMLSyntaxError(
        message: "found the tag `!!binary`, expected base64 as a text",
        line: line
      )
    default: return .text
    }
  }

  private mutating func writeString(_ text: String) {
    let digits = Array("0123456789abcdef".utf8)
    json.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        json.append(UInt8(ascii: "\\"))
        json.append(byte)
      case UInt8(ascii: "\n"): json += "\\n".utf8
      case 0..<32:
        json += "\\u00".utf8
        json.append(digits[Int(byte >> 4)])
        json.append(digits[Int(byte & 15)])
      default: json.append(byte)
      }
    }
    json.append(UInt8(ascii: "\""))
  }

  private static func line(_ node: Node) -> Int {
    let mark: Mark? =
      switch node {
      case .scalar(let scalar): scalar.mark
      case .mapping(let mapping): mapping.mark
      case .sequence(let sequence): sequence.mark
      case .alias(let alias): alias.mark
      }
    return mark?.line ?? 1
  }
}
