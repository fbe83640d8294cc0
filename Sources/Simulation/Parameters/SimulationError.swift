public import TopologyModel

/// Why a cluster cannot be simulated.
public enum SimulationError: CategorizedError, Equatable {
  /// A parameter lies outside its range.
  case outOfRange(String, found: String, expected: String)
  /// More Pods than the Nodes take.
  case crowded(pods: Int, nodes: Int)
  /// Nothing says when it ends.
  case endless

  /// What sort of error it is.
  public var category: AnomalyCategory { .incorrect }

  /// What happened.
  public var message: String {
    switch self {
    case .outOfRange(let name, let found, let expected):
      "found `--\(name) \(found)`, expected \(expected)"
    case .crowded(let pods, let nodes):
      "\(pods) Pods do not fit on \(nodes) Nodes, which take "
        + "\(SimulationParameters.podsOfNodeMax) each"
    case .endless: "nothing says when the simulation ends"
    }
  }

  /// What to do.
  public var help: String? {
    switch self {
    case .outOfRange: nil
    case .crowded(let pods, _):
      "write `--nodes "
        + "\((pods - 1) / SimulationParameters.podsOfNodeMax + 1)` or more"
    case .endless: "write `--hours` or `--events`"
    }
  }
}
