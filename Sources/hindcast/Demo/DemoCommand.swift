import ArgumentParser
import Diagnostics
import EventLog
import Foundation
import Ingest
import KubernetesObjects
import Projections
import QueryEngine
import TopologyModel

/// `hindcast demo`.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Import bundled recordings of a real cluster and answer questions about its past.",
    discussion: """
      Writes a fresh store (hindcast-demo.db in the working directory, unless
      --store names another place; an earlier demo there is replaced), imports four
      recordings of a real Kubernetes 1.36 control plane as one cluster, and asks it
      questions.
      """
  )

  @Option(
    help: ArgumentHelp("Where to write the demo's store.", valueName: "file"),
    completion: Completions.files
  )
  var store: String = "hindcast-demo.db"

  func run() throws {
    guard let folder = Bundle.module.url(forResource: "demo", withExtension: nil) else {
      throw UsageError(
        category: .notFound,
        message: "the bundled recordings are missing beside the executable"
      )
    }
    try removeEarlierDemo()
    let log = try SQLiteEventLog(
      path: store,
      access: .readWrite(holder: "hindcast demo"),
      participants: [TopologyProjection()],
      clock: SystemClock()
    )
    try importRecordings(folder, into: log)
    let queries = StoreQueries(log: log)
    let display = Screen.display(zone: .utc, isASCII: false)
    for chapter in DemoStory.chapters {
      Output.write("\n== \(chapter.title)\n")
      for query in chapter.queries { try show(query, queries, display) }
    }
    try log.close()
    Output.write(DemoStory.ending(store: store, executable: CommandLine.arguments[0]))
  }

  private func importRecordings(_ folder: URL, into log: SQLiteEventLog) throws {
    let paths = DemoStory.recordings.map { folder.appendingPathComponent($0).path }
    let report = try Importer(
      log: log,
      options: ImportOptions(
        importTime: SystemClock().now(),
        cluster: DemoStory.cluster,
        retention: .standard,
        skipsInvalid: false,
        assumedTime: nil,
        completeScope: nil,
        revisionReached: { _, _ in nil }
      )
    ) { _ in }.importPaths(paths)
    Output.write(
      "Imported \(report.appended) events of \(DemoStory.recordings.count) recordings of a real "
        + "control plane into \(store).\n"
    )
  }

  private func show(
    _ query: String,
    _ queries: StoreQueries,
    _ display: DisplayOptions
  ) throws {
    Output.write("\n> \(query)\n")
    let source = SourceText(name: "query", text: query)
    switch try queries.run(source, context: QueryContext(now: SystemClock().now())) {
    case .answered(let answer):
      Output.write(AnswerFormat.table.text(answer, display: display))
    case .refused(let diagnostics):
      Output.message(DiagnosticOutput.text(diagnostics, in: source))
      throw CommandOutcome.refused
    }
  }

  /// Removes an earlier demo, and only that: a store of anything else is left alone.
  private func removeEarlierDemo() throws {
    let manager = FileManager.default
    guard manager.fileExists(atPath: store) else { return }
    let log = try SQLiteEventLog(
      path: store,
      access: .readOnly,
      participants: [],
      clock: SystemClock()
    )
    let clusters = try log.read { try $0.clusters().map { $0.name } }
    try log.close()
    guard clusters.isEmpty || clusters == [DemoStory.cluster] else {
      throw UsageError(
        message: "`\(store)` holds the clusters \(clusters.joined(separator: ", ")), not a demo",
        help: "name another place with `--store`"
      )
    }
    for suffix in ["", "-wal", "-shm"] where manager.fileExists(atPath: store + suffix) {
      try manager.removeItem(atPath: store + suffix)
    }
  }
}
