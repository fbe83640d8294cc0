/// What a timeline draws of an answer: whose lines, and which states or numbers.
///
/// It follows from the columns, so that stages which leave them alone change nothing.
struct TimelineStyle {
  /// What the lines show.
  enum Drawing {
    /// The state of each row.
    case states((ResultRow) -> TimelineState)
    /// Numbers, each a line of its own, by their columns.
    case numbers([Int])
    /// Whether anybody was watching; a row tells whether it was so.
    case watching((ResultRow) -> Bool)
  }

  /// What it means that `outages` has no row.
  static let noOutage = "no outage"

  /// The columns that tell lines apart.
  let subjects: [Int]
  let drawing: Drawing
  /// What it means that there is no row.
  let absence: String
  /// What the line above the others counts: the rows in a good state; nil where there is none.
  let sum: String?

  /// Reads the columns of an answer; nil where there is nothing to draw over time.
  init?(_ answer: Answer) {
    let columns = answer.columns
    let names = columns.map { $0.name }
    let isOfRows = ["change", "sampled_at", "event", "share"].contains { names.contains($0) }
    guard !isOfRows else { return nil }
    if names == SpanColumns.outages.map({ $0.name }) {
      self.init([], Self.noOutage, nil) { _ in TimelineState(name: "outage", tone: .bad) }
      return
    }
    guard !names.contains("unobserved") else { return nil }
    let numbers = columns.indices.filter { Self.isAggregate(columns[$0]) }
    guard numbers.isEmpty else {
      let rest = columns.indices.filter { !numbers.contains($0) }
      self.init(subjects: rest, drawing: .numbers(numbers), absence: "no row", sum: nil)
      return
    }
    let keys = columns.indices.filter { columns[$0].isKey && columns[$0].visibility == .always }
    func index(_ name: String) -> Int? { names.firstIndex(of: name) }
    if let state = index("state"), index("kind") != nil, index("feed") != nil {
      let watching = Drawing.watching { $0.values[state] == .text("observed") }
      // What no feed watched has no feed.
      let kinds = keys.filter { names[$0] != "feed" }
      self.init(subjects: kinds, drawing: watching, absence: "no row", sum: nil)
    } else if let eligibleAs = index("eligible_as") {
      self.init(keys, index("pod") == nil ? "not there" : "not eligible", "eligible") {
        Self.eligibility($0, eligibleAs, index("ready"), index("terminating"))
      }
    } else if let serving = index("serving"), let reason = index("reason") {
      self.init(keys, "not there", "serving") { Self.reason($0, serving, reason) }
    } else if let ready = index("ready") {
      self.init(keys, "not there", "ready") {
        Self.readiness($0, ready, index("phase"), index("terminating"))
      }
    } else {
      let shown = columns.indices.filter { columns[$0].type != .document }
      self.init(keys.isEmpty ? shown : keys, "not there", "rows") { _ in
        TimelineState(name: "there", tone: .good)
      }
    }
  }

  private init(subjects: [Int], drawing: Drawing, absence: String, sum: String?) {
    self.subjects = subjects
    self.drawing = drawing
    self.absence = absence
    self.sum = sum
  }

  private init(
    _ subjects: [Int],
    _ absence: String,
    _ sum: String?,
    _ state: @escaping (ResultRow) -> TimelineState
  ) {
    self.init(subjects: subjects, drawing: .states(state), absence: absence, sum: sum)
  }

  /// Whether `count` or `group` made the column.
  private static func isAggregate(_ column: Column) -> Bool {
    guard [.integer, .decimal, .duration].contains(column.type) else { return false }
    return column.name == "count"
      || ["min_", "max_", "sum_", "avg_"].contains { column.name.hasPrefix($0) }
  }

  // MARK: - States

  private static func eligibility(
    _ row: ResultRow,
    _ eligibleAs: Int,
    _ ready: Int?,
    _ terminating: Int?
  ) -> TimelineState {
    switch row.values[eligibleAs] {
    case .text("ready"): return TimelineState(name: "ready", tone: .good)
    case .text("dns"): return TimelineState(name: "in DNS", tone: .good)
    case .text(let name): return TimelineState(name: name, tone: .other)
    default: break
    }
    if let terminating, row.values[terminating] == .boolean(true) {
      return TimelineState(name: "terminating", tone: .other)
    }
    if let ready, row.values[ready] == .boolean(true) {
      return TimelineState(name: "ready, not eligible", tone: .other)
    }
    return TimelineState(name: "not ready", tone: .bad)
  }

  private static func readiness(
    _ row: ResultRow,
    _ ready: Int,
    _ phase: Int?,
    _ terminating: Int?
  ) -> TimelineState {
    if let terminating, row.values[terminating] == .boolean(true) {
      return TimelineState(name: "terminating", tone: .other)
    }
    if row.values[ready] == .boolean(true) { return TimelineState(name: "ready", tone: .good) }
    if let phase, case .text(let name) = row.values[phase], name != "Running" {
      return TimelineState(name: name, tone: name == "Failed" ? .bad : .other)
    }
    return TimelineState(name: "not ready", tone: .bad)
  }

  private static func reason(_ row: ResultRow, _ serving: Int, _ reason: Int) -> TimelineState {
    if row.values[serving] == .boolean(true) { return TimelineState(name: "serving", tone: .good) }
    let name = DisplayText.cell(row.values[reason])
    return TimelineState(name: name == "-" ? "not serving" : name, tone: .bad)
  }
}
