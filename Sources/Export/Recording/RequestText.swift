/// The parameters of a request, as a recording notes them.
enum RequestText {
  /// The parameters that are given, as a JSON object.
  static func parameters(
    revision: String?,
    namespace: String?,
    selector: String,
    anonymizer: Anonymizer?
  ) -> [UInt8] {
    var members: [(key: String, value: String)] = []
    if let revision { members.append(("resourceVersion", revision)) }
    if let namespace { members.append(("namespace", anonymizer?.text(namespace) ?? namespace)) }
    let selectors = anonymizer?.selector(selector) ?? selector
    for part in selectors.split(separator: "&") {
      let pieces = part.split(separator: "=", maxSplits: 1)
      guard pieces.count == 2 else { continue }
      members.append((String(pieces[0]), String(pieces[1])))
    }
    var text = JSONText()
    text.add("{")
    for (index, member) in members.enumerated() {
      text.add(index == 0 ? "" : ",")
      text.add(string: member.key)
      text.add(":")
      text.add(string: member.value)
    }
    text.add("}")
    return text.take()
  }
}
