public import TopologyModel

/// The time zone that formats for people write instants in; the offset says which instant is meant.
///
/// Zones are looked up at the rim, so that answers never depend on what a machine knows of zones:
///
/// ```swift
/// DisplayZone(name: "Europe/Berlin") { zone.secondsFromGMT(for: Date($0)) }
/// ```
public struct DisplayZone: Sendable {
  /// Coordinated Universal Time, written `Z`.
  public static let utc = DisplayZone(name: "UTC") { _ in 0 }

  /// What people call it, such as `Europe/Berlin`.
  public let name: String
  private let offsetSeconds: @Sendable (Instant) -> Int

  /// Creates a zone; `offsetSeconds` tells how far it is ahead of UTC at an instant.
  public init(name: String, offsetSeconds: @escaping @Sendable (Instant) -> Int) {
    self.name = name
    self.offsetSeconds = offsetSeconds
  }

  /// Whether it is UTC, of which nothing needs to be said.
  public var isUTC: Bool { name == Self.utc.name }

  /// The instant in RFC 3339 form, exact, with the zone's offset at that instant.
  ///
  /// `2026-11-23T05:39:51.123+01:00`; in UTC `2026-11-23T04:39:51.123Z`. An hour that comes twice when
  /// a clock is set back is told apart by its offset.
  public func text(_ instant: Instant) -> String {
    let minutes = offset(at: instant) / 60
    let local = instant.advanced(byNanoseconds: Int64(minutes) * 60_000_000_000)
    // At the ends of what nanoseconds can count there is no local time.
    guard !isUTC, local.advanced(byNanoseconds: Int64(-minutes) * 60_000_000_000) == instant
    else { return instant.description }
    let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
    let sign = minutes < 0 ? "-" : "+"
    return local.description.dropLast() + sign + Self.digits(hours) + ":" + Self.digits(rest)
  }

  /// The offset at an instant in seconds, held to what RFC 3339 can say.
  func offset(at instant: Instant) -> Int {
    max(-86_340, min(86_340, offsetSeconds(instant)))
  }

  private static func digits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
