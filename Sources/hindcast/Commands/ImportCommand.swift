import ArgumentParser
import EventLog
import Ingest
import Projections
import TopologyModel

/// `hindcast import`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Store recordings, watches, lists, manifests, stores and audit logs.",
    discussion: """
      Reads recordings (a folder or any of its files), the output of
      `kubectl get KIND -A --watch --output-watch-events -o json`, and lists as
      `kubectl get pods,services,endpointslices -A -o json` or `-o yaml` prints
      them, manifests in YAML or JSON, and audit logs of API servers; also
      compressed with zstd or gzip. Of a folder that is no recording, such as a
      must-gather or what `kubectl cluster-info dump --output-directory` writes,
      all such files are read. Another Hindcast store is merged into this one.
      A watch that is piped in is stored while it arrives; Ctrl-C ends it.
      Formats are recognized by content. Importing the same again stores nothing
      twice, and an import that was interrupted is completed by repeating it.

      Examples:
        hindcast import recordings/outage
        kubectl get pods,services,endpointslices -A -o json > now.json
        hindcast import now.json
        hindcast import --cluster prod watch-pods.jsonl.zst
        hindcast import --cluster planned --namespace shop service.yaml
        kubectl get pods -A -w --output-watch-events -o json | hindcast import -
        hindcast import --cluster prod must-gather.local.4711
        hindcast import --store all.db monday.db tuesday.db
      """
  )

  @OptionGroup var options: StoreOptions

  @Option(
    help: "The cluster's name (default: the recording's folder name, else \"default\").",
    completion: Completions.clusters
  )
  var cluster: String?

  @Option(
    help: ArgumentHelp(
      """
      The time of input that has none, such as 2026-11-20T10:15:00Z (default: now; of standard \
      input, when each record arrives).
      """,
      valueName: "time"
    )
  )
  var at: String?

  @OptionGroup var retention: RetentionOption

  @Option(
    help: ArgumentHelp(
      "The cluster's Kubernetes version, such as 1.34; kept with what is imported.",
      valueName: "version"
    )
  )
  var kubernetesVersion: String?

  @Flag(help: "Pass over records that cannot be read, and count them.")
  var skipInvalid = false

  @Flag(help: "Lists name every object of their scope: what they lack has ended.")
  var complete = false

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      """
      The namespace of manifests that name none (default: "default"); with --complete, the lists' \
      scope is this namespace only.
      """
    )
  )
  var namespace: String?

  @Argument(
    help: ArgumentHelp("Files and folders to import; - is standard input.", valueName: "path"),
    completion: Completions.files
  )
  var paths: [String]

  func validate() throws {
    if let at, Instant(rfc3339: at) == nil {
      throw ValidationError(
        "`--at \(at)`: write a time with a zone, such as 2026-11-20T10:15:00Z"
      )
    }
    try KubernetesVersionOption.validate(kubernetesVersion)
    guard namespace?.isEmpty != true else {
      throw ValidationError("`--namespace`: write the name of a namespace")
    }
  }

  func run() throws {
    var importOptions = makeImportOptions()
    // A store is not created for paths that do not exist.
    try Importer.check(paths, options: importOptions, storePath: options.path)
    let log = try options.openForWriting("import")
    importOptions.revisionReached = { cluster, instant in
      try Self.revisionReached(log, cluster: cluster, at: instant)
    }
    let progress = ProgressLine()
    let importer = Importer(log: log, options: importOptions) { progress.update($0) }
    var report: ImportReport
    do {
      report = try importer.importPaths(paths)
    } catch {
      progress.clear()
      throw error
    }
    progress.clear()
    if let note = namespaceNote(report) { report.notes.append(note) }
    ImportSummary(report: report, storePath: options.path).write()
    try log.close()
    if !report.isComplete || !report.skipped.isEmpty { throw CommandOutcome.partlyStored }
  }

  /// The note that `--namespace` did nothing for what was imported.
  private func namespaceNote(_ report: ImportReport) -> ImportNote? {
    guard namespace != nil, !complete,
      let feed = report.feeds.first(where: { $0.feed.map { $0.format != "manifest" } ?? false })
    else { return nil }
    return ImportNote(
      code: "namespace-unused",
      message: "`--namespace` is that of manifests; for what a list is complete for, add "
        + "`--complete`",
      file: feed.path
    )
  }

  private func makeImportOptions() -> ImportOptions {
    var options = ImportOptions(
      importTime: SystemClock().now(),
      arrivalTime: { SystemClock().now() },
      cluster: cluster,
      retention: retention.policy,
      kubernetesVersion: kubernetesVersion,
      skipsInvalid: skipInvalid,
      assumedTime: at.flatMap { Instant(rfc3339: $0) },
      completeScope: complete ? namespace.map { CompleteScope.namespace($0) } ?? .all : nil,
      manifestNamespace: namespace ?? "default"
    )
    options.endsStream = { StreamEnd.isAskedFor() }
    return options
  }

  /// R(T) of a cluster, for lists without a revision of their own.
  private static func revisionReached(
    _ log: SQLiteEventLog,
    cluster: String,
    at instant: Instant
  ) throws -> Revision? {
    try log.read { snapshot in
      try ProjectionSnapshot(snapshot).revisionReached(by: instant, cluster: cluster)
    }
  }
}
