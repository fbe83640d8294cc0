/// The names that the simulated cluster's controllers make.
enum NameText {
  private static let letters = Array("bcdfghjklmnpqrstvwxz2456789".utf8)
  private static let words = [
    "cart", "pay", "feed", "search", "auth", "mail", "stock", "price", "ship", "user", "media",
    "report", "event", "order", "tax", "chat", "geo", "image", "index", "audit", "quote", "route",
    "score", "token",
  ]

  /// Returns the name of the Service of that number.
  static func service(_ number: Int) -> String {
    let round = number / words.count
    return words[number % words.count] + (round == 0 ? "" : "-\(round)")
  }

  /// Returns random letters as `SafeEncodeString` gives them.
  static func suffix(_ count: Int, _ random: inout SeededGenerator) -> String {
    var bytes: [UInt8] = []
    for _ in 0..<count { bytes.append(letters[random.below(letters.count)]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
