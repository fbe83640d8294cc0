/// A path inside a document as people write it, such as `spec.ports[0].port`.
struct JSONPath: CustomStringConvertible {
  private(set) var description = ""

  /// Creates the path of the whole document.
  init() {}

  /// Creates the path from `root` to the value at the node `index` inside it.
  init(from root: JSONValue, to index: Int) {
    var value = root
    while value.index != index, let step = Self.step(of: value, towards: index) {
      if let key = step.key { append(key: key.string) } else { append(position: step.position) }
      value = step.value
    }
  }

  /// Extends the path by a member; keys with other characters than letters, digits, `_` and `-`
  /// stand in brackets.
  mutating func append(key: String) {
    guard !key.isEmpty, key.utf8.allSatisfy(Self.isPlain) else {
      description += "[\"\(key)\"]"
      return
    }
    description += description.isEmpty ? key : ".\(key)"
  }

  /// Extends the path by an element.
  mutating func append(position: Int) {
    description += "[\(position)]"
  }

  private static func step(
    of value: JSONValue,
    towards index: Int
  ) -> (key: JSONKey?, position: Int, value: JSONValue)? {
    for member in value.members where index < member.value.nextIndex {
      return (member.key, 0, member.value)
    }
    for (position, element) in value.elements.enumerated() where index < element.nextIndex {
      return (nil, position, element)
    }
    return nil
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 45, 95: true
    default: false
    }
  }
}
