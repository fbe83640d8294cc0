/// Names in a sentence, and which of them was probably meant.
enum NameList {
  /// The length in bytes beyond which names are not compared.
  static let lengthMax = 128

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

  /// Returns the name that is at most a third of the letters away, or nil.
  static func nearest(to name: String, in known: [String]) -> String? {
    let limit = max(1, name.utf8.count / 3)
    let candidates = known.map { (name: $0, distance: distance(name, $0)) }
    return candidates.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.name
  }

  /// The insertions, deletions, and replacements between two names, letter case aside.
  private static func distance(_ first: String, _ second: String) -> Int {
    let a = Array(first.lowercased().utf8)
    let b = Array(second.lowercased().utf8)
    guard a.count <= lengthMax, b.count <= lengthMax else { return .max }
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let best = min(row[j + 1] + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = best
      }
    }
    return row[b.count]
  }
}
