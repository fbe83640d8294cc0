import Diagnostics
import Foundation
import QueryEngine
import TopologyModel

/// The time zones that the system knows.
enum DisplayZones {
  /// What stands for the zone of the machine.
  static let local = "local"

  /// The names that people may give, in order.
  static var names: [String] { ["UTC", local] + TimeZone.knownTimeZoneIdentifiers.sorted() }

  /// Returns the zone of a name such as `Europe/Berlin`, letter case aside; nil where there is none.
  static func zone(_ name: String) -> DisplayZone? {
    if ["utc", "z"].contains(name.lowercased()) { return .utc }
    if name.lowercased() == local { return zone(of: TimeZone.current) }
    guard let known = names.first(where: { $0.lowercased() == name.lowercased() }),
      let zone = TimeZone(identifier: known)
    else { return nil }
    return self.zone(of: zone)
  }

  /// Returns what to say of a name that is no zone's.
  static func unknown(_ name: String) -> String {
    let near = suggestions(name)
    let help =
      near.isEmpty
      ? "write a name such as Europe/Berlin, or UTC"
      : "did you mean \(near.joined(separator: ", or "))?"
    return "no time zone is named `\(DisplayWidth.escaped(name))`; \(help)"
  }

  /// The nearest names: of the whole text, else of the city alone.
  private static func suggestions(_ name: String) -> [String] {
    if let closest = EditDistance.closest(to: name, in: names) { return [closest] }
    let city = name.split(separator: "/").last.map { String($0).replacing(" ", with: "_") } ?? ""
    let cities = names.map { String($0.split(separator: "/").last ?? "") }
    guard let closest = EditDistance.closest(to: city, in: cities) else { return [] }
    return Array(zip(names, cities).filter { $0.1 == closest }.map { $0.0 }.prefix(3))
  }

  private static func zone(of zone: TimeZone) -> DisplayZone {
    if zone.identifier == "UTC" || zone.identifier == "GMT" { return .utc }
    return DisplayZone(name: zone.identifier) { instant in
      let seconds = Double(instant.nanoseconds) / 1_000_000_000
      return zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))
    }
  }
}
