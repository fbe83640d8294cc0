import Projections
import TopologyModel

extension SpanExecutor {
  /// Rows with their true ends, in the language's order, and what they do not show.
  struct Slice {
    var rows: [ResultRow]
    var notes: [SequencedNote]
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
    guard takesSlices, segments.count == 1, let segment = segments.first,
      segment.listed == segment.span, segment.knowledge.observed == [segment.span],
      let floor = segment.knowledge.listedAt(question.kindsRequired),
      let timelines = try timelines(segment.cluster)
    else { return nil }
    let evaluation = evaluation(segment, inRevisions: false, timelines)
    guard var slice = try evaluation.slice(question, over: segment.span, floor: floor) else {
      return nil
    }
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

  /// What a stage makes of rows with their true ends.
  func apply(_ stage: BoundStage, to rows: [ResultRow], _ stages: SpanStages) -> [ResultRow] {
    switch stage {
    case .filter(let expression): rows.filter { expression.truth(in: $0) == true }
    case .outages(let limit, _):
      stages.outages(
        between: HalfOpenInterval.union(
          rows.map { HalfOpenInterval(from: $0.from ?? span.from, until: $0.until) }
        ),
        longerThan: limit
      )
    case .derive, .select, .distinct, .count, .group, .duration, .share, .changes, .every,
      .throughout, .sort, .limit:
      preconditionFailure("no slice has the stage \(stage)")
    }
  }
}
