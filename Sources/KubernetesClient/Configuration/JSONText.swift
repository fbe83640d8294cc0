internal import Diagnostics

/// Writes JSON.
enum JSONText {
  /// Returns a text as JSON.
  static func string(_ text: String) -> String {
    var json = JSONWriter()
    json.write(text)
    return json.text
  }

  /// Returns an object as JSON, its members in the order given.
  static func object(_ members: [(name: String, json: String)]) -> String {
    "{" + members.map { "\(string($0.name)):\($0.json)" }.joined(separator: ",") + "}"
  }

  /// Returns a value of a YAML document as JSON.
  static func value(_ node: KubeconfigNode) -> String {
    switch node.content {
    case .scalar(let text, let isPlain): isPlain ? scalar(text) : string(text)
    case .sequence(let elements): "[" + elements.map(value).joined(separator: ",") + "]"
    case .mapping(let members):
      object(members.map { (name: $0.key, json: value($0.value)) })
    }
  }

  private static func scalar(_ text: String) -> String {
    if KubeconfigNode.nullWords.contains(text) { return "null" }
    if let flag = KubeconfigNode.flags[text] { return flag ? "true" : "false" }
    if let number = Int(text) { return String(number) }
    let isNumber = text.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
    if isNumber, let number = Double(text), number.isFinite { return "\(number)" }
    return string(text)
  }
}
