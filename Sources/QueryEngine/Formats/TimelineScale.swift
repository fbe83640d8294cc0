import TopologyModel

/// Which character of a line stands for which stretch of a span.
struct TimelineScale {
  /// The span; half-open.
  let from: Instant
  let until: Instant
  /// The characters of a line; a character stands for a nanosecond at least.
  let cells: Int

  /// Divides a span; nil where it is empty.
  init?(from: Instant, until: Instant, cells: Int) {
    let length = Int128(until.nanoseconds) - Int128(from.nanoseconds)
    guard length > 0, cells > 0 else { return nil }
    self.from = from
    self.until = until
    self.cells = Int(min(Int128(cells), length))
  }

  /// The nanoseconds of the span.
  var length: Int128 { Int128(until.nanoseconds) - Int128(from.nanoseconds) }

  /// The nanoseconds that a character stands for, to three digits.
  var nanosecondsPerCell: Int64 {
    let exact = length / Int128(cells)
    var scale: Int128 = 1
    while exact / scale >= 1000 { scale *= 10 }
    return Int64(clamping: (exact + scale / 2) / scale * scale)
  }

  /// The character that an instant of the span falls into.
  func cell(of instant: Instant) -> Int {
    let offset = Int128(instant.nanoseconds) - Int128(from.nanoseconds)
    return max(0, min(cells - 1, Int(clamping: offset * Int128(cells) / length)))
  }

  /// The first instant of a character; that behind the last one is the span's end.
  func start(of cell: Int) -> Instant {
    let offset = (length * Int128(cell) + Int128(cells) - 1) / Int128(cells)
    return Instant(nanoseconds: Int64(clamping: Int128(from.nanoseconds) + offset))
  }

  /// An instant, held within the span.
  func clamped(_ instant: Instant) -> Instant { max(from, min(until, instant)) }
}
