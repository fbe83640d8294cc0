import Foundation
import KubernetesObjects

/// A JSON value as Foundation reads it, the oracle for ours.
indirect enum JSONTree: Hashable, Decodable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONTree])
  case object([String: JSONTree])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .bool(flag)
    } else if let number = try? container.decode(Int.self) {
      self = .integer(number)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let elements = try? container.decode([JSONTree].self) {
      self = .array(elements)
    } else {
      self = .object(try container.decode([String: JSONTree].self))
    }
  }

  /// Reads a text with Foundation.
  init(foundation bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(JSONTree.self, from: Data(bytes))
  }

  /// Reads a value of ours.
  init(_ value: JSONValue) {
    switch value.kind {
    case .null: self = .null
    case .bool: self = .bool(value.bool ?? false)
    case .number:
      // Foundation reads `1e5` as an integer.
      let number = value.numberText.flatMap(Double.init) ?? .nan
      self = (value.int ?? Int(exactly: number)).map(JSONTree.integer) ?? .number(number)
    case .string: self = .string(value.string ?? "")
    case .array: self = .array(value.elements.map(JSONTree.init))
    case .object:
      let members = value.members.map { ($0.key.string, JSONTree($0.value)) }
      self = .object(Dictionary(members) { $1 })
    }
  }

  /// The tree less the members at a path, in which `*` stands for every element of an array.
  func removing(_ path: [String]) -> JSONTree {
    guard let first = path.first else { return self }
    switch self {
    case .array(let elements) where first == "*":
      return .array(elements.map { $0.removing(Array(path.dropFirst())) })
    case .object(var members):
      if path.count == 1 {
        members[first] = nil
      } else {
        members[first] = members[first]?.removing(Array(path.dropFirst()))
      }
      return .object(members)
    default:
      return self
    }
  }
}
