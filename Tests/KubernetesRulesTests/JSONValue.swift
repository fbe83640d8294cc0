import Foundation

/// A value of a JSON file, for tests only.
struct JSONValue {
  let raw: Any?

  init(raw: Any?) {
    self.raw = raw is NSNull ? nil : raw
  }

  init(file: URL) throws {
    self.init(raw: try JSONSerialization.jsonObject(with: Data(contentsOf: file)))
  }

  subscript(key: String) -> JSONValue { JSONValue(raw: (raw as? [String: Any])?[key]) }

  var exists: Bool { raw != nil }
  var string: String? { raw as? String }
  var int: Int? { raw is String ? nil : (raw as? NSNumber)?.intValue }
  var bool: Bool? { raw is String ? nil : (raw as? NSNumber)?.boolValue }
  var text: String { string ?? "" }

  var array: [JSONValue] { (raw as? [Any] ?? []).map { JSONValue(raw: $0) } }
  var strings: [String] { array.compactMap(\.string) }
  var keys: [String] { (raw as? [String: Any] ?? [:]).keys.sorted() }

  func has(_ key: String) -> Bool { (raw as? [String: Any])?.keys.contains(key) ?? false }
}
