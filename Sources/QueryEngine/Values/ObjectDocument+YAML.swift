import Diagnostics
import TopologyModel
import Yams

extension ObjectDocument {
  /// The tree as block YAML, members in their order, ending in a line break.
  ///
  /// Every text comes back as a text, and nothing in it reaches a terminal that would obey it.
  var yamlText: String {
    let node = NodeMaker().node(self)
    // JSON is YAML, too.
    let text = (try? serialize(node: node, width: -1, allowUnicode: true)) ?? jsonText + "\n"
    return Self.escaped(text)
  }

  /// Makes the emitter's nodes; with one tag for each type, since tags are costly to make.
  private struct NodeMaker {
    private let null = Tag(.null)
    private let boolean = Tag(.bool)
    private let number = Tag(.float)
    private let text = Tag(.str)
    private let list = Tag(.seq)
    private let object = Tag(.map)

    func node(_ document: ObjectDocument) -> Node {
      switch document {
      case .null: .scalar(.init("null", null, .plain))
      case .boolean(let flag): .scalar(.init(flag ? "true" : "false", boolean, .plain))
      case .number(let digits): .scalar(.init(ObjectDocument.number(digits), number, .plain))
      case .text(let text): node(text)
      case .list(let elements):
        .sequence(.init(elements.map { node($0) }, list, elements.isEmpty ? .flow : .block))
      case .object(let members):
        .mapping(
          .init(
            members.map { (node($0.name), node($0.value)) },
            object,
            members.isEmpty ? .flow : .block
          )
        )
      }
    }

    private func node(_ text: String) -> Node {
      .scalar(.init(text, self.text, ObjectDocument.style(of: text)))
    }
  }

  /// The style that a text asks for; the emitter quotes more where the characters need it.
  private static func style(of text: String) -> Node.Scalar.Style {
    if text.unicodeScalars.contains(where: { isEscaped($0) }) { return .doubleQuoted }
    if text.utf8.contains(UInt8(ascii: "\n")) { return .literal }
    return isPlain(text) ? .plain : .singleQuoted
  }

  /// Whether no reader, of YAML 1.1 or of 1.2, takes the text for anything else.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    switch first {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "/"), 0x80...:
      return !otherWords.contains(text.lowercased())
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return text.utf8.count { $0 == UInt8(ascii: ".") } == 3 && IPAddress(text) != nil
    default: return false
    }
  }

  private static let otherWords: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "y", "n", "null",
  ]

  /// A number of JSON as both versions of YAML write one: `1e3` is a text in 1.1, `1.0e+3` is not.
  private static func number(_ text: String) -> String {
    let parts = text.split(maxSplits: 1) { $0 == "e" || $0 == "E" }
    guard parts.count == 2, let sign = parts[1].first else { return text }
    let mantissa = parts[0].contains(".") ? String(parts[0]) : parts[0] + ".0"
    return mantissa + "e" + (sign.isNumber ? "+" : "") + parts[1]
  }

  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\n" && DisplayWidth.needsEscape(scalar)
  }

  /// Escapes what the emitter takes as printable and a terminal obeys; it stands within double
  /// quotes only.
  private static func escaped(_ yaml: String) -> String {
    guard yaml.unicodeScalars.contains(where: { isEscaped($0) }) else { return yaml }
    var result = String.UnicodeScalarView()
    for scalar in yaml.unicodeScalars {
      guard isEscaped(scalar) else {
        result.append(scalar)
        continue
      }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let (letter, length) = scalar.value > 0xFFFF ? ("U", 8) : ("u", 4)
      let zeros = String(repeating: "0", count: length - digits.utf8.count)
      result.append(contentsOf: "\\\(letter)\(zeros)\(digits)".unicodeScalars)
    }
    return String(result)
  }
}
