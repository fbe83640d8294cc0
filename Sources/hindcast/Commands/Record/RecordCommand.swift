import ArgumentParser
import EventLog
import KubernetesClient

/// `hindcast record`.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Watch clusters, and store every change as it comes.",
    discussion: """
      Lists and watches Services, EndpointSlices, Pods and Nodes with the current
      context of the kubeconfig, or inside a Pod with its service account, until
      Ctrl-C or SIGTERM. What was missed while it did not run is listed when it
      runs again, and stays known as a gap. It needs get, list and watch of the
      four kinds and nothing else (docs/guides/deploy.md).

      Examples:
        hindcast record
        hindcast record --context prod --context staging --store fleet.db
        hindcast record --context prod --cluster production --namespace shop
        hindcast record --selector team=payments --kind pods --kind services
      """
  )

  @OptionGroup var options: StoreOptions

  @OptionGroup var recorded: RecordOptions

  @Flag(help: "Write plain lines even on a terminal.")
  var plain = false

  func run() throws {
    // A store is not created where it is not known what to record.
    let servers = try recorded.makeServers()
    let log = try options.openForWriting("record")
    let session = RecordSession(
      storePath: options.path,
      servers: servers,
      isPlain: plain || !Output.drawsOnErrors
    ) { recorded.recording(servers, into: log, tell: $0) }
    try session.run()
    try log.close()
  }
}
