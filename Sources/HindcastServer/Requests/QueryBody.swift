internal import Foundation
internal import HTTPTypes
internal import TopologyModel

/// The bodies that stand for parameters: JSON, a form, or the text of a query.
enum QueryBody {
  /// A value of a JSON object.
  private enum Value: Decodable {
    case text(String)
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
        self = .text(flag ? "true" : "false")
      } else if let number = try? container.decode(Int64.self) {
        self = .text(String(number))
      } else if let number = try? container.decode(Double.self) {
        self = .text(String(number))
      } else if let list = try? container.decode([String].self) {
        self = .list(list)
      } else {
        self = .values(try container.decode([String: Value].self))
      }
    }
  }

  /// The pairs that a body stands for.
  ///
  /// Throws `ServerFault` for a type or a body that cannot be read.
  static func pairs(_ bytes: [UInt8], type: String?) throws(ServerFault) -> [FormText.Pair] {
    let name = (type ?? "").split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() }
    switch name {
    case "application/json": return try pairs(json: bytes)
    case "application/x-www-form-urlencoded":
      guard let pairs = FormText.pairs(bytes) else {
        throw .body(
          "the form has an escape that is none, or is no UTF-8",
          help: "write `%` as `%25`"
        )
      }
      return pairs
    case "text/plain", "application/tql":
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .body("the query is no UTF-8", help: "send it as UTF-8")
      }
      return [FormText.Pair(name: "query", value: text)]
    default:
      throw ServerFault(
        .incorrect,
        "unsupported-media-type",
        name.map { "the body is of the type `\($0.prefix(100))`" } ?? "the body has no type",
        help: "send application/json, application/x-www-form-urlencoded, or a query as text/plain",
        status: .unsupportedMediaType
      )
    }
  }

  private static func pairs(json bytes: [UInt8]) throws(ServerFault) -> [FormText.Pair] {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .body("the body is no UTF-8", help: "send JSON as UTF-8")
    }
    let members: [String: Value]
    do {
      members = try JSONDecoder().decode([String: Value].self, from: Data(bytes))
    } catch {
      throw .body(
        "the body is no JSON object of texts, numbers, flags, and lists of texts",
        help: "send an object such as {\"query\": \"pods at 2026-11-23T04:39:51Z\"}"
      )
    }
    var pairs: [FormText.Pair] = []
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .absent: continue
      case .text(let text): pairs.append(FormText.Pair(name: name, value: text))
      case .list(let texts): pairs += texts.map { FormText.Pair(name: name, value: $0) }
      case .values(let values):
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
          guard case .text(let text) = value else {
            throw .body(
              "`\(name).\(key)` is neither a text, nor a number, nor a flag",
              help: "write the value as TQL has it, in a string"
            )
          }
          pairs.append(FormText.Pair(name: "\(name)[\(key)]", value: text))
        }
      }
    }
    return pairs
  }
}
