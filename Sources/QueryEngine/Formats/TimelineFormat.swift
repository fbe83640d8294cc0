/// Renders an answer over a span for people: a line for each object, its states drawn over time.
struct TimelineFormat {
  let display: DisplayOptions

  /// The answer as text, ending in a line break.
  func text(_ answer: Answer) -> String {
    TableFormat().text(answer)
  }
}
