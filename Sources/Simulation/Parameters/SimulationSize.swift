/// The clusters that have a name: how large they are, and how much happens in them.
public enum SimulationSize: String, CaseIterable, Sendable {
  /// 60 Services, 1,500 Pods, 30 Nodes, and 50,000 changes in about an hour.
  case s = "S"
  /// 1,000 Services, 20,000 Pods, 400 Nodes, and 1,000,000 changes in about a day.
  case m = "M"
  /// 3,000 Services, 50,000 Pods, 1,000 Nodes, and 10,000,000 changes in about a week.
  case l = "L"

  /// The parameters of a cluster of that size.
  public var parameters: SimulationParameters {
    var parameters = SimulationParameters()
    switch self {
    case .s:
      parameters.services = 60
      parameters.pods = 1_500
      parameters.nodes = 30
      parameters.churn = 50_000
      parameters.events = 50_000
    case .m:
      parameters.services = 1_000
      parameters.pods = 20_000
      parameters.nodes = 400
      parameters.churn = 42_000
      parameters.events = 1_000_000
    case .l:
      parameters.services = 3_000
      parameters.pods = 50_000
      parameters.nodes = 1_000
      parameters.churn = 60_000
      parameters.events = 10_000_000
    }
    parameters.hours = nil
    return parameters
  }
}
