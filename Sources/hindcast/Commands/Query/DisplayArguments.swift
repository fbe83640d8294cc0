import ArgumentParser
import QueryEngine

/// How an answer is shown: the format, the time zone, and the characters of charts.
struct DisplayArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How to print: \(AnswerFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "format"
    )
  )
  var format: AnswerFormat = .table

  @Option(
    help: ArgumentHelp(
      "Write times in this zone, in formats for people: Europe/Berlin, local.",
      valueName: "zone"
    ),
    completion: Completions.zones
  )
  var tz: String?

  @Flag(help: "Write times in UTC (the default).")
  var utc = false

  @Flag(help: "Draw timelines with ASCII characters only.")
  var ascii = false

  /// The zone that times are written in.
  var zone: DisplayZone { tz.flatMap { DisplayZones.zone($0) } ?? .utc }

  /// What the arguments and the terminal ask for.
  var display: DisplayOptions { Screen.display(zone: zone, isASCII: ascii) }

  func validate() throws {
    guard let tz else { return }
    if utc { throw ValidationError("`--tz` and `--utc` contradict each other: give one of them") }
    guard DisplayZones.zone(tz) != nil else {
      throw ValidationError("`--tz \(tz)`: \(DisplayZones.unknown(tz))")
    }
  }
}
