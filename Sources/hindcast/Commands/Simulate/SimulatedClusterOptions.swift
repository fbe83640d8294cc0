import ArgumentParser
import Simulation
import TopologyModel

/// What cluster is simulated, and for how long.
struct SimulatedClusterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "S, M or L: 50,000, 1 million or 10 million changes; other options change it.",
      valueName: "size"
    ),
    completion: .list(SimulationSize.allCases.map(\.rawValue))
  )
  var size: String?

  @Option(help: ArgumentHelp("How many Services (default: 60).", valueName: "n"))
  var services: Int?

  @Option(help: ArgumentHelp("How many Pods (default: 1500).", valueName: "n"))
  var pods: Int?

  @Option(help: ArgumentHelp("How many Nodes (default: as the Pods need).", valueName: "n"))
  var nodes: Int?

  @Option(
    help: ArgumentHelp("End after so many simulated hours (default: 1).", valueName: "hours")
  )
  var hours: Double?

  @Option(help: ArgumentHelp("End after so many changes of objects.", valueName: "n"))
  var events: Int?

  @Option(
    help: ArgumentHelp("About how many changes an hour (default: 10 a Pod).", valueName: "n")
  )
  var churn: Int?

  @Option(
    help: ArgumentHelp("How often a day watches break (default: 4).", valueName: "times")
  )
  var gaps: Double?

  @Option(
    help: ArgumentHelp(
      "By how many milliseconds records may arrive late (default: 2000).",
      valueName: "ms"
    )
  )
  var disorder: Int?

  @Option(
    help: ArgumentHelp(
      "By how many milliseconds the EndpointSlice controller may be late (default: 400).",
      valueName: "ms"
    )
  )
  var lag: Int?

  @Option(help: ArgumentHelp("What everything follows from (default: 1).", valueName: "number"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "When the recording begins (default: 2026-11-20T00:00:00Z).",
      valueName: "time"
    )
  )
  var start: String?

  func validate() throws {
    if let size, SimulationSize(rawValue: size.uppercased()) == nil {
      throw ValidationError("`--size \(size)`: there are S, M and L")
    }
    if let start, Instant(rfc3339: start) == nil {
      throw ValidationError(
        "`--start \(start)`: write a time with a zone, such as 2026-11-20T10:15:00Z"
      )
    }
  }

  /// The parameters of the simulation.
  func parameters(tellsTruth: Bool) throws -> SimulationParameters {
    var parameters =
      size.flatMap { SimulationSize(rawValue: $0.uppercased()) }?.parameters
      ?? SimulationParameters()
    if let services { parameters.services = services }
    if let pods {
      parameters.pods = pods
      if nodes == nil { parameters.nodes = SimulationParameters.nodes(forPods: pods) }
    }
    if let nodes { parameters.nodes = nodes }
    if let churn {
      parameters.churn = churn
    } else if pods != nil {
      parameters.churn = nil
    }
    // What is said of its end is all that ends it.
    if hours != nil || events != nil {
      parameters.hours = hours
      parameters.events = events
    }
    if let gaps { parameters.gapsOfDay = gaps }
    if let disorder { parameters.disorder = disorder }
    if let lag { parameters.lag = lag }
    if let seed { parameters.seed = seed }
    if let start = start.flatMap({ Instant(rfc3339: $0) }) { parameters.start = start }
    parameters.tellsTruth = tellsTruth
    return parameters
  }
}
