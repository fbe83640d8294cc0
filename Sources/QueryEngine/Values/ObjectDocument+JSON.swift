package import Diagnostics
package import TopologyModel

extension ObjectDocument {
  /// The JSON text on one line, members in their order.
  var jsonText: String {
    var json = JSONWriter()
    write(to: &json)
    return json.text
  }

  /// Writes the JSON of the tree.
  package func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.writeNull()
    case .boolean(let flag): json.write(flag)
    case .number(let text): json.write(raw: text)
    case .text(let text): json.write(text)
    case .list(let elements):
      json.array { json in
        for element in elements { element.write(to: &json) }
      }
    case .object(let members):
      json.object { json in
        for member in members { member.write(to: &json) }
      }
    }
  }
}

extension ObjectDocument.Member {
  /// Writes the name and the JSON of the value.
  func write(to json: inout JSONWriter) {
    json.key(name)
    value.write(to: &json)
  }
}
