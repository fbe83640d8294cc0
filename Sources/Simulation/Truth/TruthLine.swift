internal import TopologyModel

/// Writes one line of the truth; names and times need no escapes.
struct TruthLine {
  private var text = ""

  mutating func begin(_ name: StaticString) {
    text = "{\"truth\":\"\(name)\""
  }

  mutating func add(_ name: StaticString, _ value: String?, isQuoted: Bool = true) {
    guard let value else {
      text += ",\"\(name)\":null"
      return
    }
    text += isQuoted ? ",\"\(name)\":\"\(value)\"" : ",\"\(name)\":\(value)"
  }

  mutating func add(from: Instant, until: Instant?) {
    add("from", from.description)
    add("until", until?.description)
  }

  mutating func end() -> [UInt8] {
    text += "}\n"
    return Array(text.utf8)
  }
}
