/// Words with the words that must follow them, as completion offers them.
enum SyntaxPhrases {
  /// The words that statements and questions begin with, where another word must follow.
  static let questionStarts = ["owners": "owners of ip", "history": "history of"]

  /// The words that stages begin with, where another word must follow.
  static let stages = ["group": "group by", "sort": "sort by"]

  /// The words that may follow a question word, where another word must follow.
  static let continuations = [
    "selected": "selected by", "listed": "listed by", "served": "served by", "with": "with ip",
  ]

  /// The words that questions not about state begin with.
  static let eventQuestionStarts: Set<String> = ["history", "events", "coverage"]
}
