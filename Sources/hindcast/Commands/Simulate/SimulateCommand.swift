import ArgumentParser
import Diagnostics
import EventLog
import KubernetesObjects
import Simulation
import TopologyModel

/// `hindcast simulate`.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Write the recording of a cluster that is made up, as large as you like.",
    discussion: """
      The cluster has Services, Deployments, Pods, EndpointSlices and Nodes like a
      real one, and lives: rollouts, scalings, readiness flaps, crash loops, drains,
      addresses that come again, watches that break. What is written is what a
      recorder would have received, in its order. The same options write the same
      bytes. With --truth, what was true is written beside it, to check answers by.

      -o takes a folder, for a recording; a FILE.jsonl, for one stream of records;
      or -, for that stream on standard output. --store stores it at once, which is
      the way for sizes M and L: nothing but the store is written.

      Examples:
        hindcast simulate --size S -o big
        hindcast simulate --services 20 --pods 300 --nodes 5 --hours 2 -o small
        hindcast simulate --size M --store big.db
        hindcast simulate --pods 500 --events 5000 -o - | hindcast import -
      """
  )

  @OptionGroup var cluster: SimulatedClusterOptions

  @Option(
    name: [.customShort("o"), .customLong("out")],
    help: ArgumentHelp(
      "A folder for a recording, a FILE.jsonl for a stream, or - for standard output.",
      valueName: "path"
    ),
    completion: Completions.files
  )
  var out: String?

  @Option(
    help: ArgumentHelp("The store to store it in, instead of writing it.", valueName: "file"),
    completion: Completions.files
  )
  var store: String?

  @Option(
    name: .customLong("cluster"),
    help: ArgumentHelp(
      "With --store: the cluster's name (default: \"simulated\").",
      valueName: "name"
    )
  )
  var clusterName: String?

  @OptionGroup var retention: RetentionOption

  @Option(
    help: ArgumentHelp("Write what was true into this file.", valueName: "file"),
    completion: Completions.files
  )
  var truth: String?

  @Flag(help: "Compress the files with zstd.")
  var compress = false

  @Flag(help: "Replace what is there.")
  var force = false

  func validate() throws {
    guard (out == nil) != (store == nil) else {
      throw ValidationError("say where to write it: `-o PATH`, or `--store FILE`")
    }
    if store == nil {
      guard clusterName == nil else {
        throw ValidationError("`--cluster` is of `--store`: an import names the cluster")
      }
      guard retention.policy == .standard else {
        throw ValidationError(
          "`--retain` and `--redact` are of `--store`: an import says what to keep"
        )
      }
    }
    if let clusterName, clusterName.allSatisfy(\.isWhitespace) {
      throw ValidationError("`--cluster`: write a name")
    }
    if compress, out == "-" || store != nil {
      throw ValidationError("`--compress` is of files: write `-o` with a folder or a FILE.jsonl")
    }
    if truth == "-" { throw ValidationError("`--truth` takes a file") }
  }

  func run() throws {
    let parameters = try cluster.parameters(tellsTruth: truth != nil)
    try parameters.check()
    let progress = ProgressLine()
    defer { progress.clear() }
    let summary =
      try store.map { try runIntoStore($0, parameters, progress) }
      ?? runIntoFiles(out ?? "-", parameters, progress)
    progress.clear()
    Output.message(summary + "\n")
  }

  private func runIntoFiles(
    _ path: String,
    _ parameters: SimulationParameters,
    _ progress: ProgressLine
  ) throws -> String {
    let truths = try truth.map { try TruthFile(path: $0, replacesFile: force) }
    let output = try SimulationOutput(path: path, isCompressed: compress, replaces: force)
    let simulation = try ClusterSimulation(parameters)
    while let batch = simulation.nextBatch() {
      for record in batch.records { try output.write(record) }
      try truths?.write(batch.truths)
      progress.update(changes: simulation.changeCount, of: parameters.events)
    }
    try output.finish()
    try truths?.finish()
    return Self.summary(path == "-" ? "standard output" : path, simulation)
  }

  private func runIntoStore(
    _ path: String,
    _ parameters: SimulationParameters,
    _ progress: ProgressLine
  ) throws -> String {
    var options = StoreOptions()
    options.store = path
    let log = try options.openForWriting("simulate")
    let name = clusterName ?? "simulated"
    try SimulationStore.check(log, cluster: name, path: path)
    let (policy, truth, force) = (retention.policy, truth, force)
    let summary = try Waiting.run {
      let truths = try truth.map { try TruthFile(path: $0, replacesFile: force) }
      let store = try SimulationStore(
        log: log,
        cluster: name,
        retention: policy,
        seed: parameters.seed
      )
      let simulation = try ClusterSimulation(parameters)
      while let batch = simulation.nextBatch() {
        for record in batch.records { try await store.write(record) }
        try truths?.write(batch.truths)
        progress.update(changes: simulation.changeCount, of: parameters.events)
      }
      try await store.finish()
      try truths?.finish()
      return Self.summary(path, simulation)
    }
    try log.close()
    return summary
  }

  private static func summary(_ place: String, _ simulation: ClusterSimulation) -> String {
    let span = "from \(simulation.parameters.start) to \(simulation.time)"
    return "\(DisplayWidth.escaped(place)): \(simulation.changeCount) changes, \(span)"
  }
}
