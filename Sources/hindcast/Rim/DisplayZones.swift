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
    // Older and newer names are known that no list has, such as Asia/Kolkata.
    let listed = names.first { $0.lowercased() == name.lowercased() }
    let spellings = [name, listed ?? name, name.capitalized]
    let zones = spellings.lazy.compactMap { TimeZone(identifier: $0) }
    return zones.first.map { zone(of: $0) }
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
    let city = name.split(separator: "/").last.map { String($0).replacing(" ", with: "_") } ?? ""
    if city.isEmpty { return [] }
    if name.contains("/"), let closest = EditDistance.closest(to: name, in: names) {
      return [closest]
    }
    let cities = names.map { String($0.split(separator: "/").last ?? "") }
    let same = cities.first { $0.lowercased() == city.lowercased() }
    guard let closest = same ?? EditDistance.closest(to: city, in: cities) else { return [] }
    return Array(zip(names, cities).filter { $0.1 == closest }.map { $0.0 }.prefix(3))
  }

  private static func zone(of zone: TimeZone) -> DisplayZone {
    if ["UTC", "GMT", "Etc/UTC", "Etc/GMT"].contains(zone.identifier) { return .utc }
    return DisplayZone(name: zone.identifier) { instant in
      let seconds = Double(instant.nanoseconds) / 1_000_000_000
      return zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))
    }
  }
}
