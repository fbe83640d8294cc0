import TopologyModel

extension TestStore {
  /// Appends what script lines such as `10:00:05 modify pod shop/cart-1 ready=false` say, watched from
  /// a second before the first on; each line may be moved to later by seconds.
  ///
  /// Throws `ScriptError` for lines that are no records.
  public func appendScript(_ lines: [(line: String, secondsLater: Int64)]) throws {
    var world = ScriptWorld()
    let records = try lines.map { entry in
      var record = try ScriptRecord(line: entry.line)
      record.time = record.time.advanced(byNanoseconds: entry.secondsLater * 1_000_000_000)
      return record
    }
    guard let first = records.first?.time else { return }
    let opening = first.advanced(byNanoseconds: -1_000_000_000)
    try append(
      try world.open(ResourceKind.allCases, at: opening, next: 1),
      recordedAt: opening
    )
    for record in records {
      let next = Int(try head().position.value) + 1
      try append(try world.drafts(for: record, next: next), recordedAt: record.time)
    }
    if let latest = world.latest { try append(try world.settle(), recordedAt: latest) }
  }

  /// Appends what script lines say, watched as `appendScript` has it, and one more whenever the function
  /// that it returns is called.
  ///
  /// Throws `ScriptError` for lines that are no records.
  public func appendScript(_ lines: [String], thenEach later: [String]) throws -> () throws -> Bool
  {
    var world = ScriptWorld()
    func append(_ line: String) throws {
      let record = try ScriptRecord(line: line)
      let next = Int(try head().position.value) + 1
      try self.append(try world.drafts(for: record, next: next), recordedAt: record.time)
    }
    if let first = try lines.first.map({ try ScriptRecord(line: $0) }) {
      let opening = first.time.advanced(byNanoseconds: -1_000_000_000)
      let drafts = try world.open(ResourceKind.allCases, at: opening, next: 1)
      try self.append(drafts, recordedAt: opening)
    }
    for line in lines { try append(line) }
    var rest = later[...]
    return {
      guard let line = rest.popFirst() else { return false }
      try append(line)
      return true
    }
  }
}
