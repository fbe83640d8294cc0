internal import Foundation

extension FlowRows {
  /// Reads the line that begins at `start`; returns the place behind it, or nil where its end is not
  /// there yet.
  func jsonRow(
    _ bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    isEnd: Bool,
    to batch: FlowBatch
  ) throws -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let feed = memchr(base + start, 10, bytes.count - start).map {
      UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) - base
    }
    guard feed != nil || isEnd else { return nil }
    let end = feed ?? bytes.count
    let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
    defer { line += 1 }
    let next = min(end + 1, bytes.count)
    var row = FlowBatch.Row(start: start, contentEnd: end, end: next)
    if let (plan, object) = try planned(text, batch) {
      row.contentEnd = start + object.brace
      row.isFirstMember = object.isEmpty
      add(row, text, plan, to: batch)
    } else if text.contains(where: { $0 != 32 && $0 != 9 && $0 != 13 }) {
      addUnreadable(row, cellCount: 0, to: batch)
    } else {
      batch.rows.append(row)
    }
    return next
  }

  /// What no object had, and what the first ones have instead; throws what the first object lacked
  /// where none had columns that are known.
  func finishJSON() throws {
    if let error = paths.misfit { throw error }
    guard let plan, paths.hasObjects else { return }
    for (slot, address) in zip(plan.addressSlots, plan.columns.addresses)
    where !paths.isSeen(slot) {
      report.missing.append(paths.missing(address))
    }
  }

  /// The object of a line with the columns; nil where it is none, or one without such columns before
  /// the first that has them.
  private func planned(
    _ text: UnsafeBufferPointer<UInt8>,
    _ batch: FlowBatch
  ) throws -> (FlowColumnPlan, (brace: Int, isEmpty: Bool))? {
    if let plan {
      guard let object = json.object(text, &fields) else { return nil }
      if !paths.areAllSeen { paths.note(fields, plan, of: text) }
      return (plan, object)
    }
    var none: [FlowRow.Field] = []
    guard JSONRows(paths: []).object(text, &none) != nil else { return nil }
    let plan: FlowColumnPlan
    do {
      plan = try FlowColumnPlan(options, known: []) { path in
        var fields = [FlowRow.Field()]
        return JSONRows(paths: [path]).object(text, &fields) != nil && fields[0].isPresent
      }
    } catch AttributionError.columnsNotFound(let what, let known, let layouts) {
      let there = known + JSONRows.paths(of: text)
      try paths.noteMisfit(.columnsNotFound(what: what, known: there, layouts: layouts))
      return nil
    }
    paths.misfit = nil
    json = JSONRows(paths: plan.wanted)
    use(plan)
    batch.writers.append(cells)
    return try planned(text, batch)
  }
}
