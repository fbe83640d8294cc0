import Foundation
import TopologyModel

/// Holds values against schemas: as much of JSON Schema 2020-12 as the interface's document has.
struct SchemaChecker {
  /// What schemas may have; another word is an error, so that none goes unchecked.
  private static let known: Set<String> = [
    "$ref", "additionalProperties", "const", "enum", "format", "items", "maxLength", "maximum",
    "minLength", "minimum", "pattern", "properties", "required", "type",
  ]

  /// The document in which references are looked up.
  let root: JSONValue

  /// What is wrong with a value, each with its place; empty where nothing is.
  func problems(_ value: JSONValue, _ schema: JSONValue, at place: String = "$") -> [String] {
    var problems = schema.members.keys.filter { !Self.known.contains($0) }.sorted()
      .map { "\(place): the checker does not know `\($0)`" }
    if let reference = schema["$ref"]?.text {
      guard let target = resolve(reference) else { return ["\(place): `\(reference)` is nowhere"] }
      problems += self.problems(value, target, at: place)
    }
    if let type = schema["type"] {
      let types = type.text.map { [$0] } ?? type.items.compactMap(\.text)
      guard types.contains(where: { Self.is(value, $0) }) else {
        return problems + ["\(place): expected \(types), found \(value)"]
      }
    }
    if let constant = schema["const"], constant != value {
      problems.append("\(place): expected \(constant), found \(value)")
    }
    if let choices = schema["enum"], !choices.items.contains(value) {
      problems.append("\(place): \(value) is none of the choices")
    }
    switch value {
    case .null, .flag: break
    case .number(let number): problems += Self.problems(number, schema, place)
    case .text(let text): problems += Self.problems(text, schema, place)
    case .list(let items):
      guard let schema = schema["items"] else { break }
      for (index, item) in items.enumerated() {
        problems += self.problems(item, schema, at: "\(place)[\(index)]")
      }
    case .object(let members): problems += self.problems(members, schema, place)
    }
    return problems
  }

  /// What a reference such as `#/components/schemas/Head` points at.
  func resolve(_ reference: String) -> JSONValue? {
    guard reference.hasPrefix("#/") else { return nil }
    return reference.dropFirst(2).split(separator: "/").reduce(Optional(root)) { value, name in
      value?[String(name)]
    }
  }

  private func problems(
    _ members: [String: JSONValue],
    _ schema: JSONValue,
    _ place: String
  ) -> [String] {
    var problems: [String] = []
    for name in (schema["required"]?.items ?? []).compactMap(\.text) where members[name] == nil {
      problems.append("\(place): `\(name)` is missing")
    }
    for (name, member) in members.sorted(by: { $0.key < $1.key }) {
      if let own = schema["properties"]?[name] {
        problems += self.problems(member, own, at: "\(place).\(name)")
      } else if schema["additionalProperties"] == .flag(false) {
        problems.append("\(place): `\(name)` is not declared")
      } else if let others = schema["additionalProperties"], case .object = others {
        problems += self.problems(member, others, at: "\(place).\(name)")
      }
    }
    return problems
  }

  private static func problems(_ number: Double, _ schema: JSONValue, _ place: String) -> [String] {
    var problems: [String] = []
    if let minimum = schema["minimum"]?.number, number < minimum {
      problems.append("\(place): \(number) is less than \(minimum)")
    }
    if let maximum = schema["maximum"]?.number, number > maximum {
      problems.append("\(place): \(number) is more than \(maximum)")
    }
    return problems
  }

  private static func problems(_ text: String, _ schema: JSONValue, _ place: String) -> [String] {
    var problems: [String] = []
    if let length = schema["minLength"]?.number, Double(text.unicodeScalars.count) < length {
      problems.append("\(place): `\(text)` is too short")
    }
    if let length = schema["maxLength"]?.number, Double(text.unicodeScalars.count) > length {
      problems.append("\(place): `\(text)` is too long")
    }
    if let pattern = schema["pattern"]?.text {
      let isMatch = (try? Regex(pattern)).map { text.firstMatch(of: $0) != nil }
      if isMatch != true { problems.append("\(place): `\(text)` does not match `\(pattern)`") }
    }
    if let format = schema["format"]?.text {
      if format != "date-time" {
        problems.append("\(place): the checker does not know the format `\(format)`")
      } else if Instant(rfc3339: text) == nil {
        problems.append("\(place): `\(text)` is no date with a time")
      }
    }
    return problems
  }

  private static func `is`(_ value: JSONValue, _ type: String) -> Bool {
    switch (value, type) {
    case (.null, "null"), (.flag, "boolean"), (.number, "number"), (.text, "string"),
      (.list, "array"), (.object, "object"):
      true
    case (.number(let number), "integer"): number == number.rounded()
    default: false
    }
  }
}
