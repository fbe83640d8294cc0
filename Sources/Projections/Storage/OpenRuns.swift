import KubernetesObjects
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
    var rows: [RunRow] { didSet { byteCount = nil } }
    /// Whether two of them have equal contents.
    var hasEqual: Bool
    /// What the rows of a slice's endpoints say, in their order; none where that is not at hand.
    var endpoints: [EndpointFacts] = []
    /// What the part takes in memory, nearly; nil where that was not counted since its rows changed.
    fileprivate var byteCount: Int?

    init(rows: [RunRow], hasEqual: Bool) {
      self.rows = rows
      self.hasEqual = hasEqual
    }
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
    bytes -= found.byteCount ?? 0
    return found
  }

  mutating func keep(_ kept: Part, of objectID: Int64, _ part: RunPart) {
    var kept = kept
    let byteCount = kept.byteCount ?? Self.byteCount(of: kept.rows)
    kept.byteCount = byteCount
    bytes += byteCount
    if bytes > Self.bytesMax {
      parts.removeAll()
      bytes = byteCount
    }
    parts[Key(objectID: objectID, part: part)] = kept
  }

  /// The layouts of the endpoints that a state of a slice lists.
  ///
  /// Of those that the state before listed, too, they are their rows' and are not made again.
  func layouts(of endpoints: [EndpointFacts], ofSlice objectID: Int64) -> [[UInt8]] {
    let key = Key(objectID: objectID, part: .endpoint)
    guard let part = parts[key], !part.endpoints.isEmpty else {
      return endpoints.map { $0.layoutBytes() }
    }
    // Where the endpoint stood before, unless others came or went.
    var place = 0
    return endpoints.map { endpoint in
      defer { place += 1 }
      let index = part.endpoints.indices.first(near: place, within: EndpointMemory.reachMax) {
        part.endpoints[$0].isCopy(of: endpoint)
      }
      guard let index else { return endpoint.layoutBytes() }
      place = index
      return part.rows[index].content
    }
  }

  /// Notes the endpoints of a slice's open runs, which were set last.
  mutating func note(_ endpoints: [EndpointFacts], ofSlice objectID: Int64) {
    let key = Key(objectID: objectID, part: .endpoint)
    // Of equal ones the rows are in another order.
    guard let part = parts[key], !part.hasEqual, part.rows.count == endpoints.count else { return }
    parts[key]?.endpoints = endpoints
  }

  /// Forgets an object, of which rows are written otherwise.
  mutating func forget(_ objectID: Int64) {
    for part in RunPart.allCases { _ = take(objectID, part) }
  }

  /// What the rows of a part take in memory, nearly, with what they say of an endpoint.
  private static func byteCount(of rows: [RunRow]) -> Int {
    let (entryBytes, arrayBytes, endpointBytes) = (96, 32, 600)
    return rows.reduce(entryBytes) { count, row in
      let facts = row.part == RunPart.endpoint.rawValue ? endpointBytes : 0
      return count + MemoryLayout<RunRow>.stride + arrayBytes + row.content.count + facts
    }
  }
}
