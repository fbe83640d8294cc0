import ArgumentParser
import Attribution
import Diagnostics
import EventLog
import Export
import Projections
import QueryEngine
import TopologyModel

/// `hindcast attribute`.
struct AttributeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attribute",
    abstract: "Add to each row of flow logs what held its addresses then.",
    discussion: """
      Rows of CSV, NDJSON or Zeek logs keep their text and order and get columns:
      owner_kind, owner_namespace, owner_name, owner_uid, owner_workload,
      owner_node, owner_role, services, certainty, ambiguous, note; with several
      addresses, or where such a column is there already, each behind its
      address's name (src_ip_owner_kind). They say what `owners of ip A at T`
      says. With a port: the Services that it may have been meant for. Columns
      of Zeek, VPC and Hubble flows are found by their names.

      Times are RFC 3339 with a zone, or counts since 1970 whose unit the
      magnitude tells; --time-format says it.

      Exit codes: 5 where something in rows could not be read, or no object has
      the path of an --address; 3 with --strict where something was not observed.

      Examples:
        hindcast attribute flows.csv --address ip --time ts -o attributed.csv
        hindcast attribute conn.log
        hindcast attribute vpc.log --delimiter ' ' > attributed.log
        zcat flows.ndjson.gz | hindcast attribute - --address IP.source --time time
        hindcast attribute flows.csv --address src_ip --port src_port \\
          --address dst_ip --port dst_port --time start --time-format unix-ms
      """
  )

  @OptionGroup var options: StoreOptions

  @Argument(
    help: ArgumentHelp("The rows; - reads standard input.", valueName: "file"),
    completion: Completions.files
  )
  var file: String

  @Option(
    help: ArgumentHelp("A column with addresses; may be repeated.", valueName: "column")
  )
  var address: [String] = []

  @Option(
    help: ArgumentHelp(
      "The column with the ports of an --address, in the same order.",
      valueName: "column"
    )
  )
  var port: [String] = []

  @Option(help: ArgumentHelp("The column with the time.", valueName: "column"))
  var time: String?

  @Option(
    help: "auto, rfc3339, unix, unix-ms, unix-us or unix-ns (default: auto).",
    completion: .list(FlowTimeFormat.allCases.map(\.rawValue))
  )
  var timeFormat: String?

  @Option(
    help: "csv, ndjson or zeek (default: what the first bytes show).",
    completion: .list(FlowFormat.allCases.map(\.rawValue))
  )
  var format: String?

  @Option(
    help: ArgumentHelp(
      "What stands between the fields of CSV: a character, or tab.",
      valueName: "character"
    )
  )
  var delimiter: String?

  @Flag(help: "CSV has no header: columns are named by numbers from 1.")
  var noHeader = false

  @Option(
    name: [.customShort("o"), .customLong("out")],
    help: ArgumentHelp("Where to write (default: standard output).", valueName: "path"),
    completion: Completions.files
  )
  var out: String?

  @Flag(help: "Replace the file that -o names.")
  var force = false

  @Option(help: "The cluster, where the store has several.", completion: Completions.clusters)
  var cluster: String?

  @Option(
    help: ArgumentHelp("Answer from what the log held at an event.", valueName: "event")
  )
  var asKnownAt: Int64?

  @Flag(help: "Exit with 3 where something was not observed.")
  var strict = false

  func validate() throws {
    if let timeFormat, FlowTimeFormat(rawValue: timeFormat) == nil {
      let names = FlowTimeFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("`--time-format \(timeFormat)`: there are \(names)")
    }
    if let format, FlowFormat(rawValue: format) == nil {
      throw ValidationError("`--format \(format)`: there are csv, ndjson and zeek")
    }
    if let delimiter, delimiterByte == nil {
      throw ValidationError(
        "`--delimiter \(delimiter)`: write one character of ASCII other than a quote, or tab"
      )
    }
    if let asKnownAt, asKnownAt < 1 {
      throw ValidationError("`--as-known-at \(asKnownAt)`: events count from 1")
    }
    if port.count > address.count {
      throw ValidationError("name an `--address` for each `--port`, in the same order")
    }
    if force, out == nil { throw ValidationError("`--force` is of `-o`: name the file") }
  }

  func run() throws {
    let input = try FlowInput(path: file)
    let log = try options.openForReading()
    let progress = ProgressLine()
    let (report, index) = try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot, knownAt: asKnownAt.map { LogPosition($0) })
      let index = try AttributionIndex(
        reads,
        cluster: try AttributionSource.cluster(named: cluster, in: reads)
      )
      return (try attribute(input, index, progress), index)
    }
    progress.clear()
    tell(report, index)
    if !report.unreadable.isEmpty || !report.missing.isEmpty {
      throw CommandOutcome.partlyAttributed
    }
    if strict, report.notObserved > 0 { throw CommandOutcome.notObserved }
  }

  private func attribute(
    _ input: FlowInput,
    _ index: AttributionIndex,
    _ progress: ProgressLine
  ) throws -> AttributionReport {
    defer { progress.clear() }
    let target = try out.map { path in
      try options.checkIsNoPart(path, of: "an attributed file")
      return try OutputFile(path: path, isCompressed: false, replacesFile: force)
    }
    let sink: any ByteSink = target ?? StandardOutputSink()
    let attributor = try FlowAttributor(index, options: flowOptions) { try sink.write($0) }
    try input.forEachChunk { chunk, isWaiting in
      try attributor.take(chunk)
      if isWaiting { try attributor.flush() }
      progress.update(
        rows: attributor.report.rows,
        bytesRead: input.bytesRead,
        bytesTotal: input.bytesTotal
      )
    }
    let report = try attributor.finish()
    try target?.finish()
    return report
  }

  private var flowOptions: FlowOptions {
    var flow = FlowOptions()
    flow.format = format.flatMap { FlowFormat(rawValue: $0) }
    flow.addresses = address
    flow.ports = port
    flow.time = time
    flow.timeFormat = timeFormat.flatMap { FlowTimeFormat(rawValue: $0) } ?? .auto
    flow.delimiter = delimiterByte ?? UInt8(ascii: ",")
    flow.hasHeader = !noHeader
    return flow
  }

  private var delimiterByte: UInt8? {
    guard let delimiter else { return nil }
    if delimiter == "tab" || delimiter == "\\t" { return 9 }
    guard delimiter.utf8.count == 1, let byte = delimiter.utf8.first, byte >= 32 || byte == 9,
      byte != UInt8(ascii: "\"")
    else { return nil }
    return byte
  }

  private func tell(_ report: AttributionReport, _ index: AttributionIndex) {
    func line(_ text: String) { Output.message(DisplayWidth.escaped(text) + "\n") }
    if let found = report.foundColumns { line("columns: \(found)") }
    var parts = ["\(report.owned) held by an object", "\(report.nobody) by nobody"]
    if report.unknown > 0 { parts.append("\(report.unknown) before anything was known") }
    line(
      "\(count(report.rows, "row")), \(count(report.addresses, "address", "addresses")): "
        + parts.joined(separator: ", ")
    )
    if report.ambiguous > 0 {
      line("note: \(report.ambiguous) of them held by several objects")
    }
    if report.notObserved > 0 {
      line(
        "note: \(report.notObserved) of them in time that was not observed; `hindcast query "
          + "coverage` shows what was"
      )
    }
    for (note, unreadable) in report.unreadable.sorted(by: { $0.key < $1.key }) {
      let lines = unreadable.lines.map(String.init).joined(separator: ", ")
      let all = unreadable.count
      let place = all > unreadable.lines.count ? "the first in lines" : all == 1 ? "line" : "lines"
      line("\(note): \(count(all, "row")), \(place) \(lines)")
    }
    for missing in report.missing { line(Self.text(of: missing)) }
    line(
      "cluster \(index.cluster) as known at event \(index.basis.position), hash "
        + "\(index.basis.hash)"
    )
  }

  private static func text(of missing: AttributionReport.MissingPath) -> String {
    if let closest = missing.closest {
      return "no object has `\(missing.path)`; did you mean `\(closest)`?"
    }
    let shown = missing.known.prefix(10).map { "`\($0)`" }.joined(separator: ", ")
    return "no object has `\(missing.path)`; the first ones have \(shown)"
      + (missing.known.count > 10 ? ", …" : "")
  }

  private func count(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
  }
}
