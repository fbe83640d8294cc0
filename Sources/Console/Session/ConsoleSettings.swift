public import QueryEngine
public import TopologyModel

/// What a session's queries are asked in, and how their answers are shown; commands change it.
public struct ConsoleSettings: Sendable {
  /// What queries are asked in; its `now` counts only where there is a time context.
  public var context: QueryContext
  /// The instant that queries look from; nil for the present.
  public var timeContext: Instant?
  /// How answers are shown.
  public var format: AnswerFormat
  /// The zone that formats for people write instants in.
  public var zone: DisplayZone
  /// Whether the time that queries take is told.
  public var isTiming: Bool

  /// Creates settings.
  public init(
    context: QueryContext,
    timeContext: Instant? = nil,
    format: AnswerFormat = .table,
    zone: DisplayZone = .utc,
    isTiming: Bool = false
  ) {
    self.context = context
    self.timeContext = timeContext
    self.format = format
    self.zone = zone
    self.isTiming = isTiming
  }

  /// The context of a query that is asked at an instant of the real clock.
  func context(now: Instant) -> QueryContext {
    var context = context
    context.now = timeContext ?? now
    context.endsAtNow = timeContext != nil
    return context
  }

  /// The prompt: the namespace where it is not `default`, the cluster where one is chosen, and the
  /// time context.
  var prompt: String {
    var place = context.cluster.map { "\($0):" } ?? ""
    if context.namespace != "default" || !place.isEmpty { place += context.namespace }
    guard let timeContext else { return place.isEmpty ? "hindcast> " : "\(place)> " }
    return "\(place)@\(timeContext)> "
  }
}
