import ArgumentParser
import Diagnostics
import EventLog
import Export
import TopologyModel

/// `hindcast export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write what is stored as a recording, as CloudEvents, or as a List for kubectl.",
    discussion: """
      A recording is a folder that can be imported again. CloudEvents are JSON
      lines, an event each. A list has the objects that there were at an instant.
      With --anonymize, names, addresses, UIDs and other texts are replaced, the
      same by the same, so that the answers keep their shape.

      Examples:
        hindcast export -o shared --anonymize
        hindcast export -o hour --from 2026-11-23T04:00:00Z --to 2026-11-23T05:00:00Z
        hindcast export --format cloudevents --namespace shop
        hindcast export --format list --at 2026-11-23T04:39:54Z --output yaml
      """
  )

  @OptionGroup var options: StoreOptions

  @Option(help: "recording, cloudevents or list.")
  var format: ExportFormat = .recording

  @Option(
    name: [.customShort("o"), .customLong("out")],
    help: ArgumentHelp(
      "The folder of a recording, or the file of anything else (default: standard output).",
      valueName: "path"
    ),
    completion: Completions.files
  )
  var out: String?

  @Option(
    help: "The cluster, where the store has several.",
    completion: Completions.clusters
  )
  var cluster: String?

  @Option(help: ArgumentHelp("From when on.", valueName: "time"))
  var from: String?

  @Option(help: ArgumentHelp("Through when.", valueName: "time"))
  var to: String?

  @Option(name: [.short, .long], help: "Only objects of this namespace, and no Nodes.")
  var namespace: String?

  @Option(
    help: ArgumentHelp(
      "With --format list: the instant, or `rv N` (default: the last observation).",
      valueName: "time"
    )
  )
  var at: String?

  @Option(
    help: "With --format list: yaml or json (default: yaml).",
    completion: .list(ListLayout.allCases.map(\.rawValue))
  )
  var output: String?

  @Flag(help: "Replace names, addresses, UIDs and other texts.")
  var anonymize = false

  @Option(help: "With --anonymize: equal seeds replace alike (default: a random one).")
  var seed: String?

  @Flag(help: "Compress the files with zstd.")
  var compress = false

  @Flag(help: "Replace what is there.")
  var force = false

  func validate() throws {
    for (name, text) in [("from", from), ("to", to)] {
      if let text, Instant(rfc3339: text) == nil { throw Self.timeError("--\(name)", text) }
    }
    if let at, moment == nil { throw Self.timeError("--at", at) }
    if let output, ListLayout(rawValue: output) == nil {
      throw ValidationError("`--output \(output)`: there are yaml and json")
    }
    if let from = scope.from, let through = scope.through, from > through {
      throw ValidationError("`--from` is after `--to`")
    }
    if seed != nil, !anonymize { throw ValidationError("`--seed` is of `--anonymize`: add it") }
    if format == .list {
      guard from == nil, to == nil else {
        throw ValidationError("a list is of one instant: write `--at` for `--from` and `--to`")
      }
    } else {
      guard at == nil else { throw ValidationError("`--at` is of `--format list`") }
      guard output == nil else { throw ValidationError("`--output` is of `--format list`") }
    }
    if out == nil {
      guard format != .recording else {
        throw ValidationError("a recording is a folder: name it with `-o`")
      }
      guard !compress else { throw ValidationError("`--compress` needs `-o`") }
    }
  }

  func run() throws {
    let log = try options.openForReading()
    let progress = ProgressLine()
    defer { progress.clear() }
    let (report, basis) = try log.read { snapshot in
      let report =
        switch format {
        case .recording: try exportRecording(snapshot, progress)
        case .cloudevents, .list: try exportLines(snapshot, progress)
        }
      return (report, try snapshot.head())
    }
    progress.clear()
    for note in report.notes { Output.message("note: \(DisplayWidth.escaped(note))\n") }
    if let out {
      Output.message("\(DisplayWidth.escaped(out)): \(report.count) \(unit(report.count))\n")
    }
    Output.message("as known at event \(basis.position), hash \(basis.hash)\n")
  }

  private func exportRecording(
    _ snapshot: LogSnapshot,
    _ progress: ProgressLine
  ) throws -> ExportReport {
    let folder = try RecordingFolder(
      path: out ?? "",
      isCompressed: compress,
      replacesRecording: force
    )
    return try RecordingExport.write(
      snapshot,
      scope: scope,
      anonymizer: makeAnonymizer(),
      into: folder
    ) { progress.update($0) }
  }

  private func exportLines(
    _ snapshot: LogSnapshot,
    _ progress: ProgressLine
  ) throws -> ExportReport {
    let file = try out.map { path in
      try options.checkIsNoPart(path, of: "an export")
      return try OutputFile(path: path, isCompressed: compress, replacesFile: force)
    }
    let sink: any ByteSink = file ?? StandardOutputSink()
    let report =
      format == .list
      ? try ListExport.write(
        snapshot,
        at: moment ?? .latest,
        scope: scope,
        layout: output.flatMap { ListLayout(rawValue: $0) } ?? .yaml,
        anonymizer: makeAnonymizer(),
        to: sink
      )
      : try CloudEventExport.write(
        snapshot,
        scope: scope,
        anonymizer: makeAnonymizer(),
        to: sink
      ) { progress.update($0) }
    try file?.finish()
    return report
  }

  private var scope: ExportScope {
    ExportScope(
      cluster: cluster,
      from: from.flatMap { Instant(rfc3339: $0) },
      through: to.flatMap { Instant(rfc3339: $0) },
      namespace: namespace
    )
  }

  private var moment: ListMoment? {
    guard let at else { return nil }
    if at.hasPrefix("rv ") { return Revision(at.dropFirst(3)).map { .revision($0) } }
    return Instant(rfc3339: at).map { .instant($0) }
  }

  private func makeAnonymizer() -> Anonymizer? {
    guard anonymize else { return nil }
    if let seed { return Anonymizer(seed: seed) }
    var generator = SystemRandomNumberGenerator()
    let words = (0..<4).map { _ in String(generator.next(), radix: 16) }
    return Anonymizer(seed: words.joined(separator: "-"))
  }

  private func unit(_ count: Int) -> String {
    let noun =
      switch format {
      case .recording: "record"
      case .cloudevents: "event"
      case .list: "object"
      }
    return count == 1 ? noun : noun + "s"
  }

  private static func timeError(_ option: String, _ text: String) -> ValidationError {
    ValidationError("`\(option) \(text)`: write a time with a zone, such as 2026-11-20T10:15:00Z")
  }
}
