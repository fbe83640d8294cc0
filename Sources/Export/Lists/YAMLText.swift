internal import KubernetesObjects

/// Writes JSON values as YAML blocks; texts are quoted, so that none is taken for anything else.
struct YAMLText {
  private static let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off"]

  private(set) var text = JSONText()

  /// Adds an object as an element of a list.
  mutating func addElement(_ value: JSONValue) {
    text.add("- ")
    addMembers(value, indent: 2, isFirstIndented: true)
  }

  /// Takes the text away.
  mutating func take() -> [UInt8] { text.take() }

  private mutating func addMembers(_ object: JSONValue, indent: Int, isFirstIndented: Bool) {
    var isIndented = isFirstIndented
    object.forEachMember { key, value in
      if !isIndented { addIndent(indent) }
      isIndented = false
      addKey(key.string)
      text.add(":")
      add(value, indent: indent)
    }
  }

  /// Adds a value behind the colon of its key.
  private mutating func add(_ value: JSONValue, indent: Int) {
    switch value.kind {
    case .object where value.members.contains(where: { _ in true }):
      text.add("\n")
      addMembers(value, indent: indent + 2, isFirstIndented: false)
    case .array where value.elements.contains(where: { _ in true }):
      text.add("\n")
      value.forEachElement { addElement($0, indent: indent) }
    default:
      text.add(" ")
      addScalar(value)
      text.add("\n")
    }
  }

  private mutating func addElement(_ element: JSONValue, indent: Int) {
    addIndent(indent)
    text.add("-")
    switch element.kind {
    case .object where element.members.contains(where: { _ in true }):
      text.add(" ")
      addMembers(element, indent: indent + 2, isFirstIndented: true)
    case .array where element.elements.contains(where: { _ in true }):
      text.add("\n")
      element.forEachElement { addElement($0, indent: indent + 2) }
    default:
      text.add(" ")
      addScalar(element)
      text.add("\n")
    }
  }

  private mutating func addScalar(_ value: JSONValue) {
    switch value.kind {
    case .string: text.add(string: value.string ?? "")
    case .array: text.add("[]")
    case .object: text.add("{}")
    case .null, .bool, .number: text.add(json: Array(value.rawBytes))
    }
  }

  private mutating func addKey(_ key: String) {
    let isPlain =
      key.utf8.allSatisfy { (65...90).contains($0) || (97...122).contains($0) }
      && key.utf8.count > 1 && !Self.words.contains(key.lowercased())
    if isPlain { text.add(key) } else { text.add(string: key) }
  }

  private mutating func addIndent(_ count: Int) {
    text.add(String(repeating: " ", count: count))
  }
}
