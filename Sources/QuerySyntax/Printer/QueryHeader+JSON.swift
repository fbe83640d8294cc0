package import Diagnostics

extension QueryHeader {
  /// Writes a saved query as an object: its name, what its header says, and its text.
  package func write(name: String, text: String, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("doc", documentation.joined(separator: "\n"))
      json.key("parameters")
      json.array { json in
        for parameter in parameters { parameter.write(to: &json) }
      }
      json.member("text", text)
    }
  }
}

extension ParameterDeclaration {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("type", type.rawValue)
      json.member("required", defaultValue == nil)
      if let defaultValue {
        json.member("default", QueryPrinter(layout: .oneLine).text(of: defaultValue))
      }
    }
  }
}
