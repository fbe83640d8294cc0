/// An endpoint in a script: `10.0.0.1,pod:cart-1,ready,node:n1,zone:a,hint:a`.
///
/// Several addresses are joined by `+`. `ready`, `notready` and `terminating` (serving while
/// terminating) set all three conditions, `serving` and `notserving` that one; without any of
/// them no condition is written.
struct EndpointAttribute {
  var addresses: [String]
  var pod: String?
  /// Which Pod of the name, from 1; nil where the script leaves it open.
  var incarnation: Int?
  var ready: Bool?
  var serving: Bool?
  var terminating: Bool?
  var node: String?
  var zone: String?
  var zoneHints: [String] = []
  var nodeHints: [String] = []
  var hostname: String?

  init(_ text: String) throws(ScriptError) {
    var parts = text.split(separator: ",").map { String($0) }
    guard !parts.isEmpty else { throw ScriptError("`endpoint=` has no address") }
    addresses = parts.removeFirst().split(separator: "+").map { String($0) }
    for part in parts { try read(part, of: text) }
  }

  private mutating func read(_ part: String, of text: String) throws(ScriptError) {
    switch part {
    case "ready": (ready, serving, terminating) = (true, true, false)
    case "notready": (ready, serving, terminating) = (false, false, false)
    case "terminating": (ready, serving, terminating) = (false, true, true)
    case "serving": serving = true
    case "notserving": serving = false
    default:
      let pair = part.split(separator: ":", maxSplits: 1).map { String($0) }
      guard pair.count == 2 else {
        throw ScriptError("`\(part)` of `endpoint=\(text)` is unknown")
      }
      try read(pair[0], pair[1], of: text)
    }
  }

  private mutating func read(
    _ key: String,
    _ value: String,
    of text: String
  ) throws(ScriptError) {
    switch key {
    case "pod":
      let parts = value.split(separator: "#").map { String($0) }
      pod = parts.first
      incarnation = parts.count == 2 ? Int(parts[1]) : nil
    case "node": node = value
    case "zone": zone = value
    case "hint": zoneHints.append(value)
    case "nodehint": nodeHints.append(value)
    case "hostname": hostname = value
    default: throw ScriptError("`\(key):` of `endpoint=\(text)` is unknown")
    }
  }

  /// The text with the incarnation of its Pod spelled out.
  static func pinned(_ text: String, incarnation: Int) -> String {
    text.split(separator: ",").map { part in
      part.hasPrefix("pod:") && !part.contains("#") ? "\(part)#\(incarnation)" : String(part)
    }.joined(separator: ",")
  }
}
