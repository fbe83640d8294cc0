public import TopologyModel

/// A position and the chain hash there, as somebody noted them, in full or shortened.
public struct NotedHead: Hashable, Sendable, CustomStringConvertible {
  /// The fewest digits that prove anything: those that answers show.
  public static let digitsMin = 12

  /// The last event that is covered.
  public let position: LogPosition
  /// The hash's digits, or its first ones.
  public let digits: String

  /// Reads `POSITION:HASH`, as `hindcast head` prints it, or with the first 12 digits of the hash or
  /// more, as answers show it; returns nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int64(parts[0]), number >= 0,
      (Self.digitsMin...64).contains(parts[1].utf8.count),
      parts[1].utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    position = LogPosition(number)
    digits = String(parts[1])
  }

  /// Whether a hash is the noted one.
  public func matches(_ hash: ChainHash) -> Bool {
    hash.description.hasPrefix(digits)
  }

  /// `POSITION:HASH`.
  public var description: String { "\(position):\(digits)" }
}
