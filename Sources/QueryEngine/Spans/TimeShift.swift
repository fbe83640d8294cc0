import TopologyModel

/// What questions do whose rows depend on how long something has held or has been gone, over rows
/// with intervals.
enum TimeShift {
  /// Adds, behind every stretch of eligibility, so many nanoseconds in which the Pod is draining.
  ///
  /// Rules take time to reach every node (tql.md section 7). Eligibility that begins again ends it. The
  /// endpoint may be gone by then, so that draining rows have no conditions. Of several rows that ended
  /// together, the first in the order of cells is the one that drains.
  static func draining(
    _ rows: [SequencedRow],
    nanoseconds: Int64,
    end: Instant
  ) -> [SequencedRow] {
    rows
      + stretches(rows).flatMap { stretches in
        stretches.indices.compactMap { index -> SequencedRow? in
          guard let last = last(of: stretches[index]), !last.meetsEnd else { return nil }
          let next = index + 1 < stretches.count ? stretches[index + 1].map { $0.from }.min() : nil
          let drained = Moment(instant: last.until.instant.advanced(byNanoseconds: nanoseconds))
          var row = last
          row.values[QuestionColumns.eligibleAs] = .text("draining")
          for column in QuestionColumns.conditions { row.values[column] = .null }
          row.from = last.until
          row.until = min(drained, next ?? drained, Moment(instant: end))
          row.meetsStart = false
          row.meetsEnd = row.until.instant == end && drained.instant >= end
          row.beginsInferred = last.endsInferred
          row.endsInferred = false
          return row.from < row.until ? row : nil
        }
      }
  }

  /// The row that ends last, whatever order they are in.
  private static func last(of rows: [SequencedRow]) -> SequencedRow? {
    rows.max { left, right in
      if left.until != right.until { return left.until < right.until }
      return right.values.lexicographicallyPrecedes(left.values) { $0.precedes($1) }
    }
  }

  /// Takes so many nanoseconds off the beginning of every stretch in which something has held, of the
  /// rows that wait.
  static func lag(_ rows: [SequencedRow], nanoseconds: Int64) -> [SequencedRow] {
    let waiting = stretches(rows.filter { $0.continuity != nil }).flatMap { stretches in
      stretches.flatMap { stretch -> [SequencedRow] in
        guard let first = stretch.map({ $0.from }).min() else { return [] }
        let since = Moment(instant: first.instant.advanced(byNanoseconds: nanoseconds))
        return stretch.compactMap { row in
          guard since < row.until else { return nil }
          var row = row
          if row.from < since {
            row.from = since
            row.meetsStart = false
          }
          return row
        }
      }
    }
    return rows.filter { $0.continuity == nil } + waiting
  }

  /// The rows of each continuity, as stretches without a break, in order.
  private static func stretches(_ rows: [SequencedRow]) -> [[[SequencedRow]]] {
    rows.groups { $0.continuity }.map { _, group in
      let sorted = group.sorted { ($0.from, $0.until) < ($1.from, $1.until) }
      var stretches: [[SequencedRow]] = []
      var end: Moment?
      for row in sorted {
        if let reached = end, row.from.instant <= reached.instant {
          stretches[stretches.count - 1].append(row)
          end = max(reached, row.until)
        } else {
          stretches.append([row])
          end = row.until
        }
      }
      return stretches
    }
  }
}
