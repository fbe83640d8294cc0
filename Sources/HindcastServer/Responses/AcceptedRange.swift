/// A media range of an `Accept` header (RFC 9110, section 12.5.1).
struct AcceptedRange: Comparable {
  var type: Substring
  var subtype: Substring
  var quality: Double

  /// The ranges of a header; what cannot be read is left out.
  static func parsed(_ header: String) -> [AcceptedRange] {
    header.split(separator: ",").compactMap { part in
      let fields = part.split(separator: ";").map { $0.trimmingPrefix(while: { $0 == " " }) }
      guard let name = fields.first?.split(separator: "/"), name.count == 2 else { return nil }
      let quality = fields.dropFirst().first { $0.lowercased().hasPrefix("q=") }
        .map { Double($0.dropFirst(2).prefix { $0 != " " }) ?? 0 }
      return AcceptedRange(
        type: name[0],
        subtype: name[1].prefix { $0 != " " },
        quality: min(max(quality ?? 1, 0), 1)
      )
    }
  }

  func matches(_ mediaType: String) -> Bool {
    let parts = mediaType.split(separator: "/")
    guard parts.count == 2 else { return false }
    return (type == "*" || type.lowercased() == parts[0])
      && (subtype == "*" || subtype.lowercased() == parts[1])
  }

  /// The more exact one counts, whatever its quality.
  static func < (first: AcceptedRange, second: AcceptedRange) -> Bool {
    first.exactness < second.exactness
  }

  private var exactness: Int { (type == "*" ? 0 : 1) + (subtype == "*" ? 0 : 1) }
}
