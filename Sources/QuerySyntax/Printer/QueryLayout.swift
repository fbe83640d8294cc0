/// How the text of a query is broken into lines.
public enum QueryLayout: Hashable, Sendable {
  /// The statement on one line; comments outside the header are left out.
  case oneLine
  /// Each clause and stage on a line of its own.
  case lines
  /// On one line if that has at most so many columns and there are no comments, else on lines.
  case fitting(columns: Int)
}
