/// The lines of source text that a diagnostic points at, with underlines.
struct SourceExcerpt {
  /// An underline within one line.
  private struct Mark {
    let span: SourceSpan
    let text: String
    let isPrimary: Bool
  }

  /// A source line and its underlines, in the order in which they are shown.
  private struct MarkedLine {
    let number: Int
    let span: SourceSpan
    var marks: [Mark]
  }

  private let source: SourceText
  private let primary: DiagnosticLabel
  private let severity: Severity
  private let columnsMax: Int
  private var lines: [MarkedLine] = []

  /// Creates the excerpt for a primary place and others.
  init(
    source: SourceText,
    primary: DiagnosticLabel,
    secondary: [DiagnosticLabel],
    severity: Severity,
    columnsMax: Int
  ) {
    self.source = source
    self.primary = primary
    self.severity = severity
    self.columnsMax = columnsMax
    add(primary, isPrimary: true)
    for label in secondary.sorted(by: { $0.span.start < $1.span.start }) {
      add(label, isPrimary: false)
    }
    lines.sort { $0.number < $1.number }
  }

  /// Returns the lines from ` --> ` on; `closing` adds an empty gutter line at the end.
  func render(with decorator: any DiagnosticDecorator, closing: Bool) -> [String] {
    let digits = String(lines.last?.number ?? 1).utf8.count
    let indent = String(repeating: " ", count: digits)
    let bar = decorator.decorate("\(indent) |", as: .gutter)
    let location = source.location(of: primary.span.start)
    let name = DisplayWidth.escaped(source.name)
    var result = [
      decorator.decorate("\(indent)--> ", as: .gutter)
        + "\(name):\(location.line):\(location.column)",
      bar,
    ]
    var previous: Int?
    for line in lines {
      if let previous, line.number > previous + 1 {
        result.append(decorator.decorate("...", as: .gutter))
      }
      previous = line.number
      let number = String(line.number)
      let padding = String(repeating: " ", count: digits - number.utf8.count)
      let window = self.window(of: line)
      result.append(
        trimmed(decorator.decorate("\(padding)\(number) |", as: .gutter), window.text)
      )
      for mark in line.marks {
        result.append("\(bar) \(underline(mark, in: window, decorator))")
      }
    }
    if closing {
      result.append(bar)
    }
    return result
  }

  private func trimmed(_ gutter: String, _ text: String) -> String {
    text.isEmpty ? gutter : "\(gutter) \(text)"
  }

  /// A label over several lines marks the first and the last of them; its text stands at the last.
  private mutating func add(_ label: DiagnosticLabel, isPrimary: Bool) {
    let first = source.lineSpan(containing: label.span.start)
    guard label.span.end > first.end, label.span.end > label.span.start + 1 else {
      let end = max(label.span.start, min(label.span.end, first.end))
      add(
        Mark(span: SourceSpan(label.span.start, end), text: label.text, isPrimary: isPrimary),
        to: first
      )
      return
    }
    let last = source.lineSpan(containing: label.span.end)
    let start = min(label.span.start, first.end)
    add(
      Mark(span: SourceSpan(start, first.end), text: "", isPrimary: isPrimary),
      to: first
    )
    add(
      Mark(
        span: SourceSpan(indentEnd(of: last, before: label.span.end), label.span.end),
        text: label.text,
        isPrimary: isPrimary
      ),
      to: last
    )
  }

  private func indentEnd(of line: SourceSpan, before end: SourceOffset) -> SourceOffset {
    var offset = line.start
    while offset < end, source.bytes[offset] == 0x20 || source.bytes[offset] == 0x09 {
      offset += 1
    }
    return min(offset, end)
  }

  private mutating func add(_ mark: Mark, to span: SourceSpan) {
    if let index = lines.firstIndex(where: { $0.span == span }) {
      lines[index].marks.append(mark)
    } else {
      let number = source.lineNumber(of: span.start)
      lines.append(MarkedLine(number: number, span: span, marks: [mark]))
    }
  }

  /// The part of a line that is shown, and how far its columns are moved to the left.
  private struct Window {
    let line: DisplayLine
    let text: String
    let shift: Int
    let width: Int
  }

  private func window(of line: MarkedLine) -> Window {
    let anchor = line.marks.first?.span.start ?? line.span.start
    let near = vicinity(of: anchor, in: line.span)
    let shown = DisplayLine(source: source, span: near)
    guard near != line.span || shown.width > columnsMax else {
      let text = shown.cells.map(\.text).joined()
      return Window(line: shown, text: text, shift: 0, width: shown.width)
    }
    let lead = columnsMax / 3
    let column = shown.column(of: anchor)
    let start = min(max(0, column - lead), max(0, shown.width - columnsMax))
    return cut(
      shown,
      from: start,
      hasLeft: start > 0 || near.start > line.span.start,
      hasRight: near.end < line.span.end
    )
  }

  /// The part of a line that may be shown; the rest of a very long line is not even looked at.
  private func vicinity(of anchor: SourceOffset, in line: SourceSpan) -> SourceSpan {
    let reach = columnsMax * 16
    var start = max(line.start, anchor - reach)
    var end = min(line.end, anchor + reach)
    while start > line.start, start < anchor, isContinuation(start) { start += 1 }
    while end < line.end, end > anchor, isContinuation(end) { end -= 1 }
    return SourceSpan(start, end)
  }

  private func isContinuation(_ offset: SourceOffset) -> Bool {
    source.bytes[offset] & 0xC0 == 0x80
  }

  /// Cuts `columnsMax` columns out of a line, with an ellipsis where something is missing.
  private func cut(
    _ line: DisplayLine,
    from start: Int,
    hasLeft: Bool,
    hasRight: Bool
  ) -> Window {
    var text = hasLeft ? "…" : ""
    var width = hasLeft ? 1 : 0
    var shift: Int?
    var column = 0
    for cell in line.cells {
      defer { column += cell.width }
      if hasLeft && column < start + 1 { continue }
      if shift == nil {
        shift = column - width
      }
      let isRestShort = !hasRight && line.width - column <= columnsMax - width
      if !isRestShort, width + cell.width > columnsMax - 1 {
        text += "…"
        width += 1
        break
      }
      text += cell.text
      width += cell.width
    }
    return Window(line: line, text: text, shift: shift ?? 0, width: width)
  }

  private func underline(
    _ mark: Mark,
    in window: Window,
    _ decorator: any DiagnosticDecorator
  ) -> String {
    let start = max(0, window.line.column(of: mark.span.start) - window.shift)
    let end = window.line.column(of: mark.span.end) - window.shift
    let isVisible = start <= window.width
    let from = isVisible ? start : max(0, window.width - 1)
    let count = max(1, min(end, window.width) - from)
    let strokes = String(repeating: mark.isPrimary ? "^" : "-", count: count)
    let text = mark.text.isEmpty ? "" : " \(DisplayWidth.escaped(mark.text))"
    let element: DiagnosticElement = mark.isPrimary ? .primaryMark(severity) : .secondaryMark
    return String(repeating: " ", count: from) + decorator.decorate(strokes + text, as: element)
  }
}
