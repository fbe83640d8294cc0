import TopologyModel

/// The open runs of objects that were folded lately, so that what an event changes is known without
/// reading them back; bounded in bytes.
///
/// It belongs to the writer: whatever writes rows of an object must write through `RunEditor`, or
/// forget the object.
struct OpenRuns {
  /// How many bytes are kept before the memory is given back.
  static let bytesMax = 48 << 20

  /// The open runs of an object's part.
  struct Part {
    /// The rows; in the order in which the last state listed them where no two are equal, and else
    /// in the order of their numbers.
    var rows: [RunRow]
    /// Whether two of them have equal contents.
    var hasEqual: Bool
  }

  private struct Key: Hashable {
    var objectID: Int64
    var part: RunPart
  }

  private var parts: [Key: Part] = [:]
  private var bytes = 0

  /// Takes the open runs of a part out, for `keep` to put back what they have become; nil where they
  /// are not known.
  mutating func take(_ objectID: Int64, _ part: RunPart) -> Part? {
    guard let found = parts.removeValue(forKey: Key(objectID: objectID, part: part)) else {
      return nil
    }
    bytes -= Self.size(of: found)
    return found
  }

  mutating func keep(_ kept: Part, of objectID: Int64, _ part: RunPart) {
    bytes += Self.size(of: kept)
    if bytes > Self.bytesMax {
      parts.removeAll()
      bytes = Self.size(of: kept)
    }
    parts[Key(objectID: objectID, part: part)] = kept
  }

  /// Forgets an object, of which rows are written otherwise.
  mutating func forget(_ objectID: Int64) {
    for part in RunPart.allCases { _ = take(objectID, part) }
  }

  /// What a part takes in memory, nearly.
  private static func size(of part: Part) -> Int {
    let entryBytes = 96
    return part.rows.reduce(entryBytes) { $0 + MemoryLayout<RunRow>.stride + $1.content.count + 32 }
  }
}
