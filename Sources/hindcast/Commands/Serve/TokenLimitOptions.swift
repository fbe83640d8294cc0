import ArgumentParser
import HindcastServer
import QuerySyntax

/// How much whoever has a token may ask of a server.
struct TokenLimitOptions: ParsableArguments {
  @Option(help: "Requests a second.")
  var rate: Double?

  @Option(help: "Requests that run at once.")
  var concurrency: Int?

  @Option(help: "Rows of an answer.")
  var rows: Int?

  @Option(help: ArgumentHelp("How long a request may run.", valueName: "duration"))
  var timeLimit: String?

  @Option(
    help: ArgumentHelp("Megabytes that the requests that run hold together.", valueName: "MB")
  )
  var memory: Int?

  func validate() throws {
    for (name, value) in [("concurrency", concurrency), ("rows", rows), ("memory", memory)] {
      guard let value, value < 1 else { continue }
      throw ValidationError("`--\(name) \(value)`: write a count of at least 1")
    }
    if let rate, !(rate > 0) { throw ValidationError("`--rate \(rate)`: write a number above 0") }
    if let timeLimit, !(seconds.map { $0 > 0 } ?? false) {
      throw ValidationError("`--time-limit \(timeLimit)`: write a duration such as 30s or 1m30s")
    }
    if let fault = values.fault { throw ValidationError("a token with \(fault)") }
  }

  private var seconds: Double? {
    timeLimit.flatMap { DurationExpression.nanoseconds(of: $0) }.map { Double($0) / 1e9 }
  }

  /// The limits.
  var values: TokenLimits {
    var limits = TokenLimits()
    limits[.rate] = rate
    limits[.concurrency] = concurrency.map { Double($0) }
    limits[.rows] = rows.map { Double($0) }
    limits[.seconds] = seconds
    limits[.memoryMB] = memory.map { Double($0) }
    return limits
  }
}
