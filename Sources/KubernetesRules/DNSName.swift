public import TopologyModel

/// A domain name as its labels, in lower case: names compare without case (semantics.md 5.1).
public struct DNSName: Hashable, Sendable {
  /// The labels, without the root's.
  public var labels: [String]

  /// Reads a name, with or without its final dot.
  public init(_ text: String) {
    var text = text.lowercased()
    if text.hasSuffix(".") { text.removeLast() }
    labels = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  /// The name with its final dot.
  public var text: String { labels.joined(separator: ".") + "." }

  /// The labels before those of the zone, or nil where the name lies outside it.
  public func labels(in zone: DNSName) -> [String]? {
    guard Array(labels.suffix(zone.labels.count)) == zone.labels else { return nil }
    return Array(labels.dropLast(zone.labels.count))
  }

  /// Whether the name is one of the trees for reverse lookup.
  public var isReverse: Bool {
    labels.suffix(2) == ["in-addr", "arpa"] || labels.suffix(2) == ["ip6", "arpa"]
  }

  /// The address that a reverse name stands for: four numbers under `in-addr.arpa`, 32 nibbles
  /// under `ip6.arpa`; nil for any other name.
  public var reverseAddress: IPAddress? {
    let digits = Array(labels.dropLast(2).reversed())
    switch labels.suffix(2) {
    case ["in-addr", "arpa"]:
      guard digits.count == 4 else { return nil }
      return IPAddress(digits.joined(separator: "."))
    case ["ip6", "arpa"]:
      let nibbles = digits.compactMap { $0.utf8.count == 1 ? UInt8($0, radix: 16) : nil }
      guard digits.count == 32, nibbles.count == 32 else { return nil }
      return IPAddress(
        bytes: stride(from: 0, to: 32, by: 2).map {
          nibbles[$0] << 4 | nibbles[$0 + 1]
        }
      )
    default:
      return nil
    }
  }
}
