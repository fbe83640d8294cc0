internal import Diagnostics

/// Which paths the objects of NDJSON have, as far as that is needed to tell of one that none has.
struct FlowPaths {
  /// So many objects without known columns may stand before the first that has them.
  static let misfitsMax = 1000
  /// So many objects are looked into for other paths.
  private static let objectsMax = 100
  private static let knownMax = 500

  /// What the first object lacked, as long as none had columns that are known.
  var misfit: AttributionError?
  private var misfitCount = 0
  private var objectCount = 0
  private var seen: Set<Int> = []
  private var known: Set<String> = []
  /// Whether each address was there once.
  private(set) var areAllSeen = false

  var hasObjects: Bool { objectCount > 0 }

  /// Notes an object without columns that are known; throws what the first one lacked where there are
  /// too many of them.
  mutating func noteMisfit(_ error: AttributionError) throws(AttributionError) {
    let first = misfit ?? error
    misfit = first
    misfitCount += 1
    if misfitCount >= Self.misfitsMax { throw first }
  }

  /// Notes which addresses an object has, and the paths of the first objects that lack one.
  mutating func note(
    _ fields: [FlowRow.Field],
    _ plan: FlowColumnPlan,
    of text: UnsafeBufferPointer<UInt8>
  ) {
    objectCount += 1
    for slot in plan.addressSlots where fields[slot].isPresent { seen.insert(slot) }
    areAllSeen = plan.addressSlots.allSatisfy(seen.contains)
    guard !areAllSeen, objectCount <= Self.objectsMax, known.count < Self.knownMax else { return }
    known.formUnion(JSONRows.paths(of: text))
  }

  func isSeen(_ slot: Int) -> Bool { seen.contains(slot) }

  /// What is said of a path that no object had.
  func missing(_ path: String) -> AttributionReport.MissingPath {
    let known = known.sorted()
    let last = path.split(separator: ".").last
    let closest =
      EditDistance.closest(to: path, in: known)
      ?? known.first { $0.split(separator: ".").last == last }
    return AttributionReport.MissingPath(path: path, closest: closest, known: known)
  }
}
