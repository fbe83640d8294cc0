import Projections
import TopologyModel

extension SpanExecutor {
  /// Rows with their true ends, in the language's order, or the time that they cover, and what they do not
  /// show.
  struct Slice {
    var rows: [ResultRow] = []
    /// In no order.
    var covered: [HalfOpenInterval<Instant>] = []
    var notes: [SequencedNote] = []
  }

  /// Whether the plan needs of its rows what a kept timeline's have.
  private var takesSlices: Bool {
    plan.operators.allSatisfy { step in
      switch step {
      case .evaluateSpan(_, let inRevisions): !inRevisions
      case .finish(let isMerged): !isMerged
      case .sequenced(.filter), .overSpan(.outages): true
      case .sequenced, .overSpan: false
      case .evaluate, .extend, .clip, .filterState: false
      case .filter, .derive, .selectColumns, .distinct, .count, .group, .order, .sort, .limit: true
      }
    }
  }

  /// The rows of a span from a kept timeline; nil where there is none, and where rows are cut to the span.
  ///
  /// Where only kept ones are taken, nothing is evaluated.
  func slice(_ question: BoundQuestion, _ segments: [Segment]) throws -> Slice? {
    guard takesSlices, segments.count == 1, let segment = segments.first,
      segment.listed == segment.span,
      let floor = segment.knowledge.listedAt(question.kindsRequired),
      let timelines = try timelines(segment.cluster)
    else { return nil }
    let evaluation = evaluation(segment, inRevisions: false, timelines)
    let found = try evaluation.slice(
      question,
      over: segment.span,
      floor: floor,
      needsRows: plan.needsRows,
      takesOnlyKept: takesOnlyKept
    )
    guard case (var slice, let joined)? = found else { return nil }
    slice.notes = SequencedNote.coalesced(try segment.knowledge.notes() + slice.notes)
    guard !joined.isEmpty else { return slice }
    let finished = try finish(joined.filter(\.hasDuration), segments, isMerged: false)
    slice.rows = RowOrder(QuestionColumns.columns(of: question)).merged(slice.rows, finished)
    return slice
  }

  /// What evaluates a question over an epoch's part of the span.
  func evaluation(
    _ segment: Segment,
    inRevisions: Bool,
    _ timelines: TimelineShelf?
  ) -> SpanEvaluation {
    SpanEvaluation(
      reads: reads,
      cluster: segment.cluster,
      knowledge: segment.knowledge,
      settings: settings,
      inRevisions: inRevisions,
      usesTimelines: usesTimelines,
      timelines: timelines
    )
  }
}

extension PhysicalPlan {
  /// Whether rows over a span are needed, and not only the time that they cover.
  var needsRows: Bool {
    if case .overSpan(.outages)? = operators.dropFirst().first { false } else { true }
  }
}
