public import TopologyModel

/// What is simulated; equal parameters give equal bytes.
public struct SimulationParameters: Hashable, Sendable {
  /// The most Pods of a Node, as kubelets have it by default.
  public static let podsOfNodeMax = 110
  /// The most Nodes, which is as many as there are ranges of Pod addresses.
  public static let nodesMax = 30_000
  /// The longest delay of a record, in milliseconds.
  public static let disorderMax = 60_000
  /// The longest lag of the controller, in milliseconds.
  public static let lagMax = 60_000
  /// How many changes an hour each Pod brings with it, where the churn is not set.
  public static let churnOfPod = 10

  /// Every choice follows from it.
  public var seed: UInt64 = 1
  /// How many Services there are at first.
  public var services = 60
  /// How many Pods there are at first, and how many there are about at any time.
  public var pods = 1_500
  /// How many Nodes there are.
  public var nodes = 30
  /// After how many simulated hours it ends; nil for never.
  public var hours: Double? = 1
  /// After how many changes it ends; nil for never.
  public var events: Int?
  /// How many changes an hour the disturbances are to cause; nil for `churnOfPod` times the Pods.
  public var churn: Int?
  /// How many times a day watches break: they expire, or the connection is lost.
  public var gapsOfDay: Double = 4
  /// By how much records may arrive late, in milliseconds: the kinds get out of order by as much.
  public var disorder = 2_000
  /// By how much the EndpointSlice controller may be late, in milliseconds.
  public var lag = 400
  /// When the recording begins.
  public var start = Instant(nanoseconds: 1_795_132_800_000_000_000)
  /// Whether the truth is told.
  public var tellsTruth = false

  /// Creates the parameters of an hour in a small cluster.
  public init() {}

  /// How many changes an hour the disturbances are to cause.
  public var changesOfHour: Int { churn ?? Self.churnOfPod * pods }

  /// Returns how many Nodes so many Pods need, half of whose room stays free.
  public static func nodes(forPods pods: Int) -> Int {
    min(max(pods / (podsOfNodeMax / 2) + 1, 3), nodesMax)
  }

  /// Checks that such a cluster can be.
  ///
  /// - Throws: `SimulationError`.
  public func check() throws(SimulationError) {
    try Self.check("services", services, 1...1_000_000)
    try Self.check("pods", pods, 1...Self.nodesMax * Self.podsOfNodeMax)
    try Self.check("nodes", nodes, 1...Self.nodesMax)
    try Self.check("churn", changesOfHour, 1...100_000_000)
    try Self.check("disorder", disorder, 0...Self.disorderMax)
    try Self.check("lag", lag, 1...Self.lagMax)
    if let events { try Self.check("events", events, 1...Int(Int32.max)) }
    guard hours != nil || events != nil else { throw .endless }
    guard hours ?? 1 > 0, hours ?? 1 <= 87_600 else {
      throw .outOfRange("hours", found: "\(hours ?? 0)", expected: "more than 0, at most 87600")
    }
    guard gapsOfDay >= 0, gapsOfDay <= 1_000 else {
      throw .outOfRange("gaps", found: "\(gapsOfDay)", expected: "0 to 1000")
    }
    guard pods <= nodes * Self.podsOfNodeMax else {
      throw .crowded(pods: pods, nodes: nodes)
    }
  }

  private static func check(
    _ name: String,
    _ value: Int,
    _ range: ClosedRange<Int>
  ) throws(SimulationError) {
    guard range.contains(value) else {
      throw .outOfRange(
        name,
        found: "\(value)",
        expected: "\(range.lowerBound) to \(range.upperBound)"
      )
    }
  }
}
