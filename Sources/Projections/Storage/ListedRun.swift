import EventLog
internal import GRDB
import TopologyModel

/// A run of an endpoint that was found by the endpoint's first address, as known now.
struct ListedRun {
  var id: Int64
  /// See `EndpointDigest`.
  var digest: Int64
  var from: CompactRevision
  var until: CompactRevision?
  /// All of it, where it was asked for.
  var row: RunRow?

  private init(_ statement: DirectStatement) throws {
    id = statement.integer(0)
    digest = statement.integer(11)
    guard let first = statement.revision(4) else {
      throw ProjectionDamage.malformedRevision(table: "projection_run", id: id)
    }
    from = first
    until = statement.revision(5)
  }

  /// So many pairs of a slice and an address are looked up one by one.
  private static let singleLookupsMax = 8

  /// The runs in slices of all endpoints whose first address may be one of some, and perhaps of others; whole
  /// rows of those with certain digests, but of each no more than one above `rowsMax`.
  static func of(
    addresses: Set<String>,
    slices: [Int64],
    digests: Set<Int64>,
    rowsMax: Int,
    _ db: Database
  ) throws -> [ListedRun] {
    let numbers = Set(addresses.map { EndpointDigest.numbers(ofAddress: $0) })
      .sorted { $0.lowerBound < $1.lowerBound }
    var found: [ListedRun] = []
    var counts: [Int64: Int] = [:]
    func add(_ statement: DirectStatement) throws {
      var run = try ListedRun(statement)
      if digests.contains(run.digest), counts[run.digest, default: 0] <= rowsMax {
        counts[run.digest, default: 0] += 1
        run.row = try RunRow(statement)
      }
      found.append(run)
    }
    // A few are read faster one by one.
    guard numbers.count * slices.count > singleLookupsMax else {
      for slice in slices {
        for range in numbers { try forEach(singleText, [slice], [range], db, add) }
      }
      return found
    }
    try Batches.forEach(slices) { slices in
      try Batches.forEach(numbers) { ranges in try forEach(text, slices, ranges, db, add) }
    }
    return found
  }

  private static let columns = "\(RunRow.columns), digest"

  private static let singleText = """
    SELECT \(columns) FROM projection_run
    WHERE object_id = ? AND digest >= ? AND digest <= ? AND superseded_at IS NULL
    """

  private static let text = """
    SELECT \(columns) FROM (VALUES \(ranges)) AS wanted CROSS JOIN projection_run
    WHERE object_id \(Batches.places) AND digest >= wanted.column1 AND digest <= wanted.column2
      AND superseded_at IS NULL
    """

  private static let ranges = Array(repeating: "(?, ?)", count: Batches.size)
    .joined(separator: ", ")

  private static func forEach(
    _ sql: String,
    _ slices: [Int64],
    _ ranges: [ClosedRange<Int64>],
    _ db: Database,
    _ body: (DirectStatement) throws -> Void
  ) throws {
    let statement = try DirectStatement(db, sql)
    let isSingle = slices.count == 1
    var position: Int32 = 1
    func bind(_ value: Int64) {
      statement.bind(position, value)
      position += 1
    }
    if isSingle { bind(slices[0]) }
    for (index, range) in ranges.enumerated() {
      // What only fills a batch would be found twice.
      let isFilling = index > 0 && ranges[index - 1] == range
      bind(isFilling ? -1 : range.lowerBound)
      bind(isFilling ? -1 : range.upperBound)
    }
    if !isSingle { for slice in slices { bind(slice) } }
    try statement.forEachRow { try body($0) }
  }
}

extension ListedRun {
  /// Whether any two of some runs hold at one revision.
  static func anyMeet(_ runs: [ListedRun]) -> Bool {
    guard runs.count > 1 else { return false }
    let stretches = runs.map { HalfOpenInterval(from: $0.from, until: $0.until) }
      .sorted { $0.from < $1.from }
    var doMeet = false
    HalfOpenInterval.forEachMeeting(of: stretches, by: \.self) { _, _, _ in doMeet = true }
    return doMeet
  }
}
