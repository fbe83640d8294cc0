import ArgumentParser
import HindcastServer
import QuerySyntax

/// How much clients may ask of a server.
struct ServeLimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Requests a second of a client (default: as many as it likes).")
  )
  var rate: Double?

  @Option(help: "Requests of a client that run at once.")
  var concurrency: Int = ServerLimits().requestsOfClientMax

  @Option(help: "Rows of an answer.")
  var rows: Int = ServerLimits().rowsMax

  @Option(
    help: ArgumentHelp("How long a query may run (default: 30s).", valueName: "duration")
  )
  var timeLimit: String?

  @Option(
    help: ArgumentHelp(
      "Megabytes of memory above which a request is ended.",
      valueName: "MB"
    )
  )
  var memory: Int = ServerLimits().memoryBytesMax >> 20

  @Option(
    help: ArgumentHelp(
      "Megabytes that a client's requests hold together (default: half of --memory).",
      valueName: "MB"
    )
  )
  var clientMemory: Int?

  @Option(help: "Connections that are open at once.")
  var connections: Int = ServerLimits().connectionsMax

  @Option(help: "Threads that read the store.")
  var threads: Int = ServerLimits().threads

  func validate() throws {
    for (name, value) in [
      ("concurrency", concurrency), ("rows", rows), ("memory", memory),
      ("client-memory", clientMemory ?? 1), ("connections", connections), ("threads", threads),
    ] where value < 1 {
      throw ValidationError("`--\(name) \(value)`: write a count of at least 1")
    }
    if let rate, !(rate > 0) { throw ValidationError("`--rate \(rate)`: write a number above 0") }
    if let timeLimit, DurationExpression.nanoseconds(of: timeLimit) == nil {
      throw ValidationError("`--time-limit \(timeLimit)`: write a duration such as 30s or 1m30s")
    }
  }

  /// The limits.
  var values: ServerLimits {
    var limits = ServerLimits()
    limits.requestsPerSecond = rate ?? 0
    limits.requestsBurst = ServerLimits.burst(ofRate: rate ?? 0)
    limits.requestsOfClientMax = concurrency
    limits.rowsMax = rows
    limits.memoryBytesMax = memory << 20
    limits.memoryOfClientBytesMax = clientMemory.map { $0 << 20 } ?? limits.memoryBytesMax / 2
    limits.connectionsMax = connections
    limits.threads = threads
    if let nanoseconds = timeLimit.flatMap({ DurationExpression.nanoseconds(of: $0) }) {
      limits.querySeconds = Double(nanoseconds) / 1e9
    }
    return limits
  }
}
