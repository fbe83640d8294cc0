/// What a row of the page of limits names: a type, or a member of one.
struct LimitName: Hashable {
  let type: String
  /// Nil for the type itself.
  let member: String?

  var text: String { member.map { "\(type).\($0)" } ?? type }

  /// The names in the third column of a page's tables; one without a type is of the last type before it.
  static func all(inTablesOf page: String) -> Set<LimitName> {
    var names: Set<LimitName> = []
    for line in page.split(separator: "\n") where line.hasPrefix("|") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      guard cells.count > 4 else { continue }
      var type = ""
      for code in cells[3].matches(of: /`([^`]+)`/) {
        let parts = code.1.prefix { $0 != "(" }.split(separator: ".").map { String($0) }
        guard let last = parts.last else { continue }
        if last.first?.isUppercase == true {
          type = last
          names.insert(LimitName(type: type, member: nil))
        } else {
          if parts.count > 1 { type = parts[parts.count - 2] }
          names.insert(LimitName(type: type, member: last))
        }
      }
    }
    return names
  }
}
