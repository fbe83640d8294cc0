public import Diagnostics

/// One stage of the pipeline.
public struct Stage: Hashable, Sendable {
  /// The stages of the language, in the order of its specification.
  public enum Form: Hashable, Sendable {
    /// `where EXPR`.
    case filter(Expression)
    /// `select COLS`.
    case select([ColumnPath])
    /// `distinct`.
    case distinct
    /// `count [by COLS]`; without columns the list is empty.
    case count(by: [ColumnPath])
    /// `group by COLS with AGGREGATES`.
    case group(by: [ColumnPath], aggregates: [Aggregate])
    /// `outages [longer than D]`.
    case outages(longerThan: DurationExpression?)
    /// `duration [by COLS]`.
    case duration(by: [ColumnPath])
    /// `share [by COLS]`.
    case share(by: [ColumnPath])
    /// `changes`.
    case changes
    /// `every D`.
    case every(DurationExpression)
    /// `throughout`.
    case throughout
    /// `sort by COL [desc], …`.
    case sort([SortKey])
    /// `limit N [offset M]`.
    case limit(CountExpression, offset: CountExpression?)
  }

  /// Where stages stand: sequenced ones first, then those over spans, then those over the table.
  public enum Phase: Int, Comparable, Hashable, Sendable {
    /// Acts at each instant. A `where` on time columns is written the same and acts on the table.
    case sequenced
    /// Acts on a span.
    case span
    /// Acts on the finished table.
    case table

    /// Whether `first` phase comes before the `second`.
    public static func < (first: Phase, second: Phase) -> Bool { first.rawValue < second.rawValue }
  }

  /// Which stage it is, with its parts.
  public var form: Form
  /// The place in the text, without the bar.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a stage.
  public init(_ form: Form, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.span = span
  }

  /// The phase that the stage's keyword puts it in.
  public var phase: Phase {
    switch form {
    case .filter, .select, .distinct, .count, .group: .sequenced
    case .outages, .duration, .share, .changes, .every, .throughout: .span
    case .sort, .limit: .table
    }
  }

  /// The keyword that the stage begins with.
  public var keyword: String {
    switch form {
    case .filter: "where"
    case .select: "select"
    case .distinct: "distinct"
    case .count: "count"
    case .group: "group"
    case .outages: "outages"
    case .duration: "duration"
    case .share: "share"
    case .changes: "changes"
    case .every: "every"
    case .throughout: "throughout"
    case .sort: "sort"
    case .limit: "limit"
    }
  }
}
