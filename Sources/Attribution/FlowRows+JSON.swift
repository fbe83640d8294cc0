internal import Foundation

extension FlowRows {
  /// Attributes the line that begins at `start`; returns the place behind it, or nil where its end is
  /// not there yet.
  func jsonRow(
    _ bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    isEnd: Bool,
    to output: inout [UInt8]
  ) throws -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let feed = memchr(base + start, 10, bytes.count - start).map {
      UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) - base
    }
    guard feed != nil || isEnd else { return nil }
    let end = feed ?? bytes.count
    let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
    defer { line += 1 }
    if let (plan, object) = try planned(text) {
      output += text[..<object.brace]
      let mark = output.count
      try attribute(text, plan, to: &output)
      // The first of the new members needs no comma where there were none.
      if object.isEmpty { output.remove(at: mark) }
      output += text[object.brace...]
    } else {
      output += text
      if text.contains(where: { $0 != 32 && $0 != 9 && $0 != 13 }) {
        report.rows += 1
        report.noteUnreadable(FlowNote.unreadableRow, line: line)
      }
    }
    if feed != nil { output.append(10) }
    return min(end + 1, bytes.count)
  }

  /// The object of a line with the columns; nil where it is none.
  private func planned(
    _ text: UnsafeBufferPointer<UInt8>
  ) throws -> (FlowColumnPlan, (brace: Int, isEmpty: Bool))? {
    if let plan { return json.object(text, &fields).map { (plan, $0) } }
    // The first object shows which columns there are.
    var none: [FlowRow.Field] = []
    guard JSONRows(paths: []).object(text, &none) != nil else { return nil }
    let plan = try FlowColumnPlan(options, known: []) { path in
      var fields = [FlowRow.Field()]
      return JSONRows(paths: [path]).object(text, &fields) != nil && fields[0].isPresent
    }
    json = JSONRows(paths: plan.wanted)
    use(plan)
    return json.object(text, &fields).map { (plan, $0) }
  }
}
