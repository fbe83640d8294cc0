extension Answer {
  /// The note of an answer whose rows are more than it may have.
  static func limitNote(_ count: Int, _ context: QueryContext) -> [Note] {
    guard count > context.rowsMax else { return [] }
    return [
      Note(
        .rowsLimited,
        "\(count) rows were cut to the limit of \(context.rowsMax)",
        help: "narrow the question, or add `| limit N`"
      )
    ]
  }
}
