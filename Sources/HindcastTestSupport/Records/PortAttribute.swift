import TopologyModel

/// A port in a script: `80`, `http:80`, `53/UDP`, `http:80>8080/TCP`, `80>web`; in slices `:8080`.
struct PortAttribute {
  var name: String
  var number: Int
  /// What follows `>`; nil where nothing does.
  var target: String?
  var transport: String

  init(_ text: String) throws(ScriptError) {
    var rest = Substring(text)
    transport = "TCP"
    if let slash = rest.lastIndex(of: "/") {
      transport = String(rest[rest.index(after: slash)...])
      rest = rest[..<slash]
    }
    guard TransportProtocol(rawValue: transport) != nil else {
      throw ScriptError("`\(text)` has no protocol that there is")
    }
    if let arrow = rest.firstIndex(of: ">") {
      target = String(rest[rest.index(after: arrow)...])
      rest = rest[..<arrow]
    }
    name = ""
    if let colon = rest.firstIndex(of: ":") {
      name = String(rest[..<colon])
      rest = rest[rest.index(after: colon)...]
    }
    guard let number = Int(rest) else {
      throw ScriptError("`\(text)` is no port such as `http:80>8080/TCP`")
    }
    self.number = number
  }
}
