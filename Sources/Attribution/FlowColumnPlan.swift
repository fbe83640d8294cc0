/// Which columns of an input hold what, as they were named or found.
final class FlowColumnPlan {
  /// The columns that are read, each once.
  private(set) var wanted: [String] = []
  /// The places in `wanted` of the addresses.
  private(set) var addressSlots: [Int] = []
  /// The places in `wanted` of what may have their ports; none where one has none.
  private(set) var portSlots: [[Int]] = []
  /// The place in `wanted` of the instant.
  private(set) var timeSlot = 0
  /// The columns.
  let columns: FlowColumns
  /// The name of the log whose columns they are, where they were found.
  private(set) var found: String?

  /// The columns that hold an instant in many logs.
  private static let times = ["ts", "time", "timestamp", "@timestamp", "start", "flow.time"]

  /// Chooses columns; `known` are those that are there, `has` says whether one is.
  init(
    _ options: FlowOptions,
    known: [String],
    has: (String) -> Bool
  ) throws(AttributionError) {
    for (index, name) in options.addresses.enumerated()
    where options.addresses[..<index].contains(name) {
      throw .columnTwice(name)
    }
    var columns = FlowColumns(
      addresses: options.addresses,
      ports: options.ports.map { [$0] },
      time: options.time ?? ""
    )
    if options.addresses.isEmpty {
      let fitting = FlowColumns.known.filter { layout in
        layout.columns.addresses.allSatisfy(has) && has(options.time ?? layout.columns.time)
      }
      guard fitting.count == 1 else {
        throw .columnsNotFound(what: "addresses", known: known, layouts: fitting.map(\.name))
      }
      columns = fitting[0].columns
      // Objects name their members each for itself: what the first one lacks another may have.
      if !known.isEmpty {
        columns.ports = columns.ports.map { $0.filter(has) }
        if columns.ports.contains([]) { columns.ports = [] }
      }
      if let time = options.time { columns.time = time }
      found = fitting[0].name
    } else if options.time == nil {
      let fitting = Self.times.filter(has)
      guard fitting.count == 1 else {
        throw .columnsNotFound(what: "the time", known: known, layouts: [])
      }
      columns.time = fitting[0]
    }
    self.columns = columns
    func slot(_ name: String) -> Int {
      if let index = wanted.firstIndex(of: name) { return index }
      wanted.append(name)
      return wanted.count - 1
    }
    addressSlots = columns.addresses.map { slot($0) }
    portSlots = columns.addresses.indices.map { index in
      index < columns.ports.count ? columns.ports[index].map { slot($0) } : []
    }
    timeSlot = slot(columns.time)
  }
}
