internal import Foundation
internal import HTTPTypes
internal import TopologyModel

/// The bodies that stand for parameters: JSON, a form, or the text of a query.
enum QueryBody {
  /// A value of a JSON object.
  private enum Value: Decodable {
    case text(String)
    case flag(Bool)
    case integer(Int64)
    case number(Double)
    case list([String])
    case values([String: Value])
    case absent

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .absent
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? container.decode(Int64.self) {
        self = .integer(number)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let list = try? container.decode([String].self) {
        self = .list(list)
      } else {
        self = .values(try container.decode([String: Value].self))
      }
    }

    /// The text of a string, a number, or a flag; nil for others.
    var scalarText: String? {
      switch self {
      case .text(let text): text
      case .flag(let flag): flag ? "true" : "false"
      case .integer(let number): String(number)
      case .number(let number): String(number)
      case .list, .values, .absent: nil
      }
    }
  }

  /// The pairs that a body stands for.
  ///
  /// Throws `ServerFault` for a type or a body that cannot be read.
  static func pairs(
    _ bytes: [UInt8],
    type: String?,
    _ declarations: [EndpointParameter]
  ) throws(ServerFault) -> [FormText.Pair] {
    let declared = declarations.filter { $0.place == .query }
    let takesQuery = declared.contains { $0.name == "query" }
    let name = MediaType.name(in: type)
    switch name {
    case "application/json": return try pairs(json: bytes, declared)
    case "application/x-www-form-urlencoded":
      guard let pairs = FormText.pairs(bytes) else {
        throw .body(
          "the form has an escape that is none, or is no UTF-8",
          help: "write `%` as `%25`"
        )
      }
      return pairs
    case "text/plain" where takesQuery, "application/tql" where takesQuery:
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .body("the query is no UTF-8", help: "send it as UTF-8")
      }
      return [FormText.Pair(name: "query", value: text)]
    default:
      throw .unsupportedMediaType(
        name,
        help: takesQuery
          ? "send application/json, application/x-www-form-urlencoded, or a query as text/plain"
          : "send application/json or application/x-www-form-urlencoded"
      )
    }
  }

  private static func pairs(
    json bytes: [UInt8],
    _ declared: [EndpointParameter]
  ) throws(ServerFault) -> [FormText.Pair] {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .body("the body is no UTF-8", help: "send JSON as UTF-8")
    }
    let members: [String: Value]
    do {
      members = try JSONDecoder().decode([String: Value].self, from: Data(bytes))
    } catch {
      throw .body(
        "the body is no JSON object of strings, numbers, flags, and lists of strings",
        help: "send an object such as {\"query\": \"pods at 2026-11-23T04:39:51Z\"}"
      )
    }
    var pairs: [FormText.Pair] = []
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      guard let declaration = declared.first(where: { $0.name == name }) else {
        throw .unknownParameter(name, known: declared.map(\.name))
      }
      pairs += try texts(value, declaration)
    }
    return pairs
  }

  /// The pairs of a member, whose JSON type is the one that the document tells.
  private static func texts(
    _ value: Value,
    _ declaration: EndpointParameter
  ) throws(ServerFault) -> [FormText.Pair] {
    let name = declaration.name
    switch (declaration.kind, value) {
    case (_, .absent) where !declaration.isRequired: return []
    case (.values, .values(let values)):
      var pairs: [FormText.Pair] = []
      for (key, value) in values.sorted(by: { $0.key < $1.key }) {
        guard let text = value.scalarText else {
          throw .body(
            "`\(name).\(key)` is neither a text, nor a number, nor a flag",
            help: "write the value as TQL has it, in a string"
          )
        }
        pairs.append(FormText.Pair(name: "\(name)[\(key)]", value: text))
      }
      return pairs
    case (.text, .list(let texts)) where declaration.isRepeated:
      return texts.map { FormText.Pair(name: name, value: $0) }
    case (.text, .text(let text)) where !declaration.isRepeated,
      (.instant, .text(let text)), (.duration, .text(let text)), (.version, .text(let text)),
      (.choice, .text(let text)):
      return [FormText.Pair(name: name, value: text)]
    case (.integer, .integer(let number)):
      return [FormText.Pair(name: name, value: String(number))]
    case (.flag, .flag(let flag)):
      return [FormText.Pair(name: name, value: flag ? "true" : "false")]
    case (.text, _), (.instant, _), (.duration, _), (.version, _), (.choice, _), (.integer, _),
      (.flag, _), (.values, _):
      throw .body(
        "`\(name)` is of another JSON type than \(jsonType(of: declaration))",
        help: "send such a one, or leave it out"
      )
    }
  }

  private static func jsonType(of declaration: EndpointParameter) -> String {
    switch declaration.kind {
    case .text where declaration.isRepeated: "a list of strings"
    case .text, .instant, .duration, .version, .choice: "a string"
    case .integer: "a whole number"
    case .flag: "`true` or `false`"
    case .values: "an object of strings, numbers, and flags"
    }
  }
}
