import TopologyModel

extension TestStore {
  /// Appends what script lines such as `10:00:05 modify pod shop/cart-1 ready=false` say, watched from
  /// a second before the first on; each line may be moved to later by seconds.
  ///
  /// Throws `ScriptError` for lines that are no records.
  public func appendScript(
    _ lines: [(line: String, secondsLater: Int64)],
    cluster: String = "test",
    feed: String = "script"
  ) throws {
    var world = ScriptWorld(feed: feed, cluster: cluster)
    let records = try lines.map { entry in
      var record = try ScriptRecord(line: entry.line)
      record.time = record.time.advanced(byNanoseconds: entry.secondsLater * 1_000_000_000)
      return record
    }
    try appendWatched(records, to: &world)
    if let latest = world.latest { try append(try world.settle(), recordedAt: latest) }
  }

  /// Appends what script lines say, watched as `appendScript` has it, and one more whenever the function
  /// that it returns is called.
  ///
  /// Throws `ScriptError` for lines that are no records.
  public func appendScript(_ lines: [String], thenEach later: [String]) throws -> () throws -> Bool
  {
    var world = ScriptWorld()
    try appendWatched(try lines.map { try ScriptRecord(line: $0) }, to: &world)
    var rest = later[...]
    return { [self] in
      guard let line = rest.popFirst() else { return false }
      try append(try ScriptRecord(line: line), to: &world)
      return true
    }
  }

  /// Opens the watches a second before the first record, and appends all.
  private func appendWatched(_ records: [ScriptRecord], to world: inout ScriptWorld) throws {
    guard let first = records.first?.time else { return }
    let opening = first.advanced(byNanoseconds: -1_000_000_000)
    try append(
      try world.open(ResourceKind.allCases, at: opening, next: 1),
      recordedAt: opening
    )
    for record in records { try append(record, to: &world) }
  }

  private func append(_ record: ScriptRecord, to world: inout ScriptWorld) throws {
    let next = Int(try head().position.value) + 1
    try append(try world.drafts(for: record, next: next), recordedAt: record.time)
  }
}
