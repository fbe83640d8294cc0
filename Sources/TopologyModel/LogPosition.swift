/// A place in the event log: 1 for the first event, without gaps.
///
/// It is the store's own clock.
public struct LogPosition: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The ordinal; 0 stands for the empty log, before the first event.
  public var value: Int64

  /// Creates a position.
  public init(_ value: Int64) {
    self.value = value
  }

  /// The position before the first event.
  public static let zero = LogPosition(0)

  /// The position that follows; the last one that there can be follows itself.
  public var next: LogPosition { LogPosition(value == .max ? value : value + 1) }

  /// The ordinal as text.
  public var description: String { String(value) }

  /// Returns whether the left position comes earlier.
  public static func < (left: LogPosition, right: LogPosition) -> Bool {
    left.value < right.value
  }
}
