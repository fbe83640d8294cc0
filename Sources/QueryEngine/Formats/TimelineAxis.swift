import Diagnostics
import TopologyModel

/// The two lines above a timeline: times in readable steps, and the marks that they stand over.
struct TimelineAxis {
  private static let second: Int64 = 1_000_000_000
  private static let day: Int64 = 86_400 * second
  /// The steps from a nanosecond to four years.
  private static let steps: [Int64] = {
    var steps: [Int64] = []
    var scale: Int64 = 1
    while scale < second {
      steps += [scale, 2 * scale, 5 * scale]
      scale *= 10
    }
    steps += [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800].map { $0 * second }
    steps += [1, 2, 3, 6, 12].map { $0 * 3600 * second }
    return steps + [1, 2, 7, 14, 28, 91, 182, 365, 1461].map { $0 * day }
  }()

  let scale: TimelineScale
  let zone: DisplayZone
  private let step: Int64

  /// Chooses the smallest step at which the times do not touch.
  init(scale: TimelineScale, zone: DisplayZone) {
    self.scale = scale
    self.zone = zone
    step =
      Self.steps.first { step in
        let width = Self.labelWidth(step) + 2
        return Int128(step) * Int128(scale.cells) / scale.length >= Int128(width)
      } ?? Self.steps[Self.steps.count - 1]
  }

  /// The characters with a mark, each with its time.
  var ticks: [(cell: Int, label: String)] {
    var ticks: [(cell: Int, label: String)] = []
    let offset = Int64(zone.offset(at: scale.from)) * Self.second
    let local = Int128(scale.from.nanoseconds) + Int128(offset)
    var number = local / Int128(step) - 1
    while ticks.count <= scale.cells {
      defer { number += 1 }
      let guess = number * Int128(step) - Int128(offset)
      guard let instant = instant(guess) else {
        if guess > 0 { break }
        continue
      }
      // The zone's offset may be another one by then; hours are counted on through the change.
      let isHours = step <= 3600 * Self.second
      let then = isHours ? Int128(offset) : Int128(zone.offset(at: instant)) * Int128(Self.second)
      guard let tick = self.instant(number * Int128(step) - then) else { continue }
      if tick >= scale.until { break }
      guard tick >= scale.from else { continue }
      ticks.append((scale.cell(of: tick), label(tick)))
    }
    return ticks
  }

  /// The times, and below them the line with its marks, `special` characters in their places.
  func lines(isASCII: Bool, special: (Int) -> Character?) -> (times: String, marks: String) {
    var times = ""
    var used = 0
    var marks = [Character](repeating: isASCII ? "-" : "─", count: scale.cells)
    for (cell, label) in ticks {
      marks[cell] = isASCII ? "+" : "┬"
      // An hour that comes twice may be told only once.
      guard cell >= used, cell + label.count <= scale.cells else { continue }
      times += String(repeating: " ", count: cell - times.count) + label
      used = cell + label.count + 1
    }
    for cell in marks.indices {
      if let mark = special(cell) { marks[cell] = mark }
    }
    return (times, String(marks))
  }

  private func instant(_ nanoseconds: Int128) -> Instant? {
    Int64(exactly: nanoseconds).map { Instant(nanoseconds: $0) }
  }

  private static func labelWidth(_ step: Int64) -> Int {
    if step >= day { return 10 }
    if step >= 60 * second { return 5 }
    return step >= second ? 8 : 9 + digits(step)
  }

  /// The digits of a second that steps need.
  private static func digits(_ step: Int64) -> Int {
    var digits = 0
    var rest = step
    while rest % second != 0 {
      rest *= 10
      digits += 1
    }
    return digits
  }

  private func label(_ instant: Instant) -> String {
    let text = zone.text(instant)
    let date = String(text.prefix(10))
    let time = text.dropFirst(11)
    if step >= Self.day { return date }
    let fraction = time.dropFirst(8).prefix { $0 == "." || $0.isNumber }
    let isMidnight = time.hasPrefix("00:00:00") && fraction.isEmpty
    if step >= 60 * Self.second {
      return isMidnight ? String(date.dropFirst(5)) : String(time.prefix(5))
    }
    let digits = step < Self.second ? Self.digits(step) : 0
    guard digits > 0 else { return String(time.prefix(8)) }
    let padded = (fraction.isEmpty ? "." : String(fraction)) + String(repeating: "0", count: 9)
    return String(time.prefix(8) + padded.prefix(digits + 1))
  }
}
