import ArgumentParser
import EventLog
import HindcastServer
import KubernetesClient
import TopologyModel

/// `hindcast serve`.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer queries over HTTP.",
    discussion: """
      Listens on 127.0.0.1:7180, and reads the store beside whoever writes it.
      Elsewhere it listens only with TLS and with tokens (`hindcast token`) or
      client certificates. GET / lists the paths, /openapi.json tells all of them;
      docs/guides/run-the-server.md has examples with curl.

      With --record it watches clusters, too, as `hindcast record` does; with
      --ingest it takes events that are sent to it. Then it is the store's one
      writer. SIGTERM ends it: requests that run are answered, new ones are not.

      It tells on standard error where it serves, and then its log: a JSON object on
      each line.

      Examples:
        hindcast serve
        hindcast serve --store prod.db --listen 127.0.0.1:8080
        hindcast serve --record --store prod.db
        hindcast serve --listen 0.0.0.0:7180 --tls-cert tls.crt --tls-key tls.key \\
          --tokens tokens.json --audit-log reads.jsonl
        curl -G http://127.0.0.1:7180/api/v1/query --data-urlencode 'query=services'
      """
  )

  @OptionGroup var options: StoreOptions

  @Option(
    help: ArgumentHelp(
      "Where to listen; :0 takes a free port, which is told.",
      valueName: "host:port"
    )
  )
  var listen: String = "127.0.0.1:7180"

  @OptionGroup(title: "Access") var access: ServeAccessOptions

  @OptionGroup(title: "Limits") var limits: ServeLimitOptions

  @Flag(help: "Take events that are sent to POST /api/v1/events.")
  var ingest = false

  @Flag(help: "Watch clusters and store every change, as `hindcast record` does.")
  var record = false

  @OptionGroup(title: "Recording (with --record)") var recorded: RecordOptions

  @Flag(help: "Do not log requests.")
  var noRequestLog = false

  func validate() throws {
    guard record || !(ingest ? recorded.asksForServers : recorded.asksForAnything) else {
      throw ValidationError("what is to be recorded is named without `--record`: give it, too")
    }
    guard address != nil else {
      throw ValidationError(
        "`--listen \(listen)`: write a host and a port, such as 127.0.0.1:7180 or [::1]:7180"
      )
    }
  }

  func run() throws {
    let servers = record ? try recorded.makeServers() : nil
    let isWriter = record || ingest
    let readersMax = limits.values.readersMax
    let log =
      isWriter
      ? try options.openForWriting("serve", readersMax: readersMax)
      : try options.openForReading(readersMax: readersMax)
    let session = try ServeSession(
      options: serverOptions,
      log: log,
      storePath: options.path
    ) { tell in servers.map { recorded.recording($0, into: log, tell: tell) } }
    try session.run()
    try log.close()
  }

  private var serverOptions: ServerOptions {
    var options = ServerOptions()
    if let address { (options.host, options.port) = address }
    options.limits = limits.values
    options.tls = access.tls
    options.tokensPath = access.tokens
    options.allowsUnprotected = access.allowUnprotected
    options.auditLogPath = access.auditLog
    options.acceptsEvents = ingest
    options.retention = recorded.retention.policy
    options.logsRequests = !noRequestLog
    return options
  }

  /// The host and the port of `--listen`; nil where it names none.
  private var address: (host: String, port: Int)? {
    guard let colon = listen.lastIndex(of: ":"),
      let port = Int(listen[listen.index(after: colon)...]), (0...65_535).contains(port)
    else { return nil }
    var host = String(listen[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    if host.isEmpty { host = "127.0.0.1" }
    return (host, port)
  }
}
