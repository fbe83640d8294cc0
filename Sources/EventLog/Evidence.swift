/// How an event came to be known.
public struct Evidence: Hashable, Sendable {
  /// What told us.
  public enum Channel: Int, Sendable {
    /// A watch delivered it when it happened.
    case watch = 0
    /// A listing contained it; when it happened is not known.
    case listing = 1
  }

  /// Where its `observedAt` comes from.
  public enum TimeSource: Int, Sendable {
    /// The collector noted it on arrival.
    case received = 0
    /// The input had no times; the importer gave one.
    case assumed = 1
  }

  /// What told us.
  public var channel: Channel
  /// Where its time comes from.
  public var timeSource: TimeSource

  /// Creates evidence.
  public init(channel: Channel, timeSource: TimeSource) {
    self.channel = channel
    self.timeSource = timeSource
  }

  /// Both in one number, as the log stores and hashes it.
  var flags: Int { channel.rawValue | timeSource.rawValue << 1 }

  init(flags: Int) {
    channel = flags & 1 == 0 ? .watch : .listing
    timeSource = flags & 2 == 0 ? .received : .assumed
  }
}
