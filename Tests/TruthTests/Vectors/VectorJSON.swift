import Foundation

/// A value of a vector's file.
struct VectorJSON {
  let raw: Any?

  init(raw: Any?) {
    self.raw = raw is NSNull ? nil : raw
  }

  init(file: URL) throws {
    self.init(raw: try JSONSerialization.jsonObject(with: Data(contentsOf: file)))
  }

  subscript(key: String) -> VectorJSON { VectorJSON(raw: (raw as? [String: Any])?[key]) }

  /// Whether there is a value other than null.
  var exists: Bool { raw != nil }
  var text: String { raw as? String ?? "" }
  var isTrue: Bool { raw as? Bool ?? false }
  var integer: Int? { raw as? Int }
  var array: [VectorJSON] { (raw as? [Any] ?? []).map { VectorJSON(raw: $0) } }
  var texts: Set<String> { Set(array.map(\.text)) }
  var keys: [String] { (raw as? [String: Any] ?? [:]).keys.sorted() }

  /// Whether an object has the member, be it null.
  func has(_ key: String) -> Bool { (raw as? [String: Any])?.keys.contains(key) ?? false }
}
