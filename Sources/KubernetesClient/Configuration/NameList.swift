/// Names in a sentence.
enum NameList {
  /// Returns names in backticks, the ones beyond a number only counted.
  static func text(_ names: [String], max count: Int) -> String {
    let shown = names.prefix(count).map { "`\($0)`" }
    guard names.count <= count else {
      return shown.joined(separator: ", ") + ", and \(names.count - count) more"
    }
    switch shown.count {
    case 0, 1: return shown.first ?? "nothing"
    case 2: return "\(shown[0]) and \(shown[1])"
    default: return shown.dropLast().joined(separator: ", ") + ", and \(shown[shown.count - 1])"
    }
  }
}
