/// How far two words are apart, and which known word somebody probably meant.
public enum EditDistance {
  /// The length in bytes beyond which words are not compared: nobody mistypes that.
  public static let lengthMax = 128

  /// Returns the insertions, deletions, replacements and swaps of neighbors between two words.
  ///
  /// Nil where the distance is above `limit`, or a word is longer than `lengthMax` bytes.
  public static func between(_ first: String, _ second: String, limit: Int) -> Int? {
    let a = Array(first.utf8)
    let b = Array(second.utf8)
    guard a.count <= lengthMax, b.count <= lengthMax, abs(a.count - b.count) <= limit else {
      return nil
    }
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      row.reserveCapacity(b.count + 1)
      for j in 1...b.count {
        let isSame = a[i - 1] == b[j - 1]
        var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          best = min(best, beforeLast[j - 2] + 1)
        }
        row.append(best)
      }
      beforeLast = last
      last = row
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }

  /// Returns the candidate that `word` was probably meant to be, or nil if none is near enough.
  ///
  /// Near enough is a third of the length, at least one edit, letter case aside; a candidate that
  /// begins with the word (of three letters or more), or that the word begins with, counts as two
  /// edits. Of equally near candidates one with the same letters wins, else the first.
  public static func closest(to word: String, in candidates: some Sequence<String>) -> String? {
    guard !word.isEmpty, word.utf8.count <= lengthMax else { return nil }
    let lowercased = word.lowercased()
    let limit = max(1, word.utf8.count / 3)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where candidate != word {
      let folded = candidate.lowercased()
      var distance = between(lowercased, folded, limit: limit)
      if distance == nil, min(word.utf8.count, folded.utf8.count) >= 3,
        folded.hasPrefix(lowercased) || lowercased.hasPrefix(folded)
      {
        distance = max(2, limit)
      }
      guard let distance else { continue }
      if let known = best {
        let isSwap = folded.utf8.sorted() == lowercased.utf8.sorted()
        guard distance < known.distance || (distance == known.distance && isSwap) else { continue }
      }
      best = (distance, candidate)
    }
    return best?.candidate
  }
}
