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

  /// The rows of a span that a kept timeline tells; nil where it does not, and where rows are cut to the
  /// span.
  func slice(_ question: BoundQuestion, _ segments: [Segment]) throws -> Slice? {
    let needsRows =
      if case .overSpan(.outages)? = plan.operators.dropFirst().first { false } else { true }
    guard takesSlices, segments.count == 1, let segment = segments.first,
      segment.listed == segment.span,
      segment.knowledge.observed == [segment.span] || !needsRows,
      let floor = segment.knowledge.listedAt(question.kindsRequired),
      let timelines = try timelines(segment.cluster)
    else { return nil }
    let evaluation = evaluation(segment, inRevisions: false, timelines)
    let found = try evaluation.slice(
      question,
      over: segment.span,
      floor: floor,
      needsRows: needsRows
    )
    guard var slice = found else { return nil }
    slice.notes = SequencedNote.coalesced(try segment.knowledge.notes() + slice.notes)
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

  /// What a stage makes of rows with their true ends, and of the time that others cover.
  func apply(_ stage: BoundStage, to slice: Slice, _ stages: SpanStages) -> [ResultRow] {
    switch stage {
    case .filter(let expression): return slice.rows.filter { expression.truth(in: $0) == true }
    case .outages(let limit, _):
      let covered = slice.rows.map {
        HalfOpenInterval(from: $0.from ?? span.from, until: $0.until)
      }
      return stages.outages(
        between: HalfOpenInterval.union(covered + slice.covered),
        longerThan: limit
      )
    case .derive, .select, .distinct, .count, .group, .duration, .share, .changes, .every,
      .throughout, .sort, .limit:
      preconditionFailure("no slice has the stage \(stage)")
    }
  }
}
