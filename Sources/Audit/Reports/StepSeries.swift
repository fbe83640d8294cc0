import TopologyModel

/// Counts over time.
enum StepSeries {
  /// How many of the stretches hold, as steps that fill the span.
  static func counts(_ stretches: [Stretch], in span: Stretch) -> [ReportChart.Step] {
    var deltas: [Instant: Int] = [:]
    for stretch in stretches {
      guard let part = stretch.clipped(to: span) else { continue }
      deltas[part.from, default: 0] += 1
      deltas[part.until, default: 0] -= 1
    }
    var steps: [ReportChart.Step] = []
    var (count, from) = (0, span.from)
    for instant in deltas.keys.sorted() where deltas[instant] != 0 {
      if instant > from {
        steps.append(.init(stretch: Stretch(from: from, until: instant), count: count))
        from = instant
      }
      count += deltas[instant] ?? 0
    }
    if from < span.until {
      steps.append(.init(stretch: Stretch(from: from, until: span.until), count: count))
    }
    return steps
  }
}
