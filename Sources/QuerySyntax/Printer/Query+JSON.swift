import Diagnostics

extension Query {
  /// The tree as JSON: nodes with their parts and spans, the keys in the order of the text.
  public var syntaxJSON: String {
    var json = JSONWriter()
    json.object { json in
      json.key("tql")
      json.write(1)
      json.key("header")
      SyntaxJSON.write(header, to: &json)
      json.key("let")
      json.array { json in
        for line in letLines {
          SyntaxJSON.node("let", line.span, to: &json) { json in
            json.key("name")
            json.write(line.name)
            json.key("value")
            SyntaxJSON.write(line.value, to: &json)
          }
        }
      }
      json.key("statement")
      SyntaxJSON.write(statement, to: &json)
    }
    return json.text
  }
}
