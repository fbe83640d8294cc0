import TopologyModel

/// When a Service's port had a ready endpoint, over all of an epoch: then connections do not fall back
/// to endpoints that serve while they terminate.
final class ServiceReadiness: CacheEntry {
  /// A port, and the address type of the slices that lead to it.
  struct Place: Hashable {
    var port: ServiceFacts.Port
    var addressType: String
  }

  private let stretches: [Place: [Range<Int64>]]
  let byteCount: Int

  /// Joins the stretches of single endpoints.
  init(_ single: [Place: [Range<Int64>]]) {
    stretches = single.mapValues { all in
      all.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { joined, stretch in
        if let last = joined.last, stretch.lowerBound <= last.upperBound {
          let upper = max(last.upperBound, stretch.upperBound)
          joined[joined.count - 1] = last.lowerBound..<upper
        } else {
          joined.append(stretch)
        }
      }
    }
    byteCount = 300 + stretches.values.reduce(0) { $0 + 300 + $1.count * 16 }
  }

  /// The parts of a stretch, each with whether an endpoint was ready over all of it.
  func parts(of stretch: Range<Int64>, _ place: Place) -> [(stretch: Range<Int64>, isReady: Bool)] {
    var parts: [(stretch: Range<Int64>, isReady: Bool)] = []
    var from = stretch.lowerBound
    let all = stretches[place] ?? []
    // They are disjoint and ascending: those that end before are left out at once.
    let first = all.partitioningIndex { $0.upperBound > from }
    for ready in all[first...] {
      guard ready.lowerBound < stretch.upperBound else { break }
      let here = ready.clamped(to: stretch)
      if from < here.lowerBound { parts.append((from..<here.lowerBound, false)) }
      parts.append((here, true))
      from = here.upperBound
    }
    if from < stretch.upperBound { parts.append((from..<stretch.upperBound, false)) }
    return parts
  }
}
