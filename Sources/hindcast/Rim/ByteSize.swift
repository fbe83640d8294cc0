/// A number of bytes, as people write it.
struct ByteSize: Hashable, CustomStringConvertible {
  private static let units: [(name: String, bytes: Int64)] = [
    ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
    ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000), ("kB", 1000),
    ("B", 1),
  ]

  /// The number.
  let bytes: Int64

  init(bytes: Int64) {
    self.bytes = bytes
  }

  /// Reads `10GB`, `500MiB`, or `1.5 GiB`; returns nil for anything else, and for nothing.
  init?(_ text: String) {
    guard let unit = Self.units.first(where: { text.hasSuffix($0.name) }) else { return nil }
    let number = text.dropLast(unit.name.count).filter { $0 != " " }
    guard !number.isEmpty, number.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      let value = Double(number)
    else { return nil }
    let bytes = value * Double(unit.bytes)
    guard bytes >= 1, bytes < 1e18 else { return nil }
    self.bytes = Int64(bytes)
  }

  /// As `status` writes sizes.
  var description: String {
    bytes < 10_000_000
      ? "\((bytes + 512) / 1024) KiB" : "\((bytes + (1 << 19)) / (1 << 20)) MiB"
  }
}
