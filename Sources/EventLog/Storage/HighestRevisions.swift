import TopologyModel

/// The highest revision at which the log says something of an object, of those written lately.
///
/// What comes in the order of revisions is above it, so that nothing needs to be looked up to know
/// that the log does not hold it.
struct HighestRevisions {
  /// How many objects are kept before the memory is given back.
  static let objectsMax = 200_000

  private var revisions: [Int64: Revision] = [:]

  /// Whether the log says nothing of an object at a revision or above; it does from now on.
  mutating func pass(
    _ revision: Revision,
    objectID: Int64,
    isNew: Bool,
    _ statements: LogStatements
  ) throws -> Bool {
    let highest = try revisions[objectID] ?? (isNew ? nil : load(objectID, statements))
    if let highest, highest >= revision {
      keep(highest, objectID)
      return false
    }
    keep(revision, objectID)
    return true
  }

  private func load(_ objectID: Int64, _ statements: LogStatements) throws -> Revision? {
    let statement = try statements.highestRevision
    statement.bind(1, objectID)
    guard try statement.step() else { return nil }
    defer { statement.reset() }
    return Revision(sortKey: statement.bytes(0))
  }

  private mutating func keep(_ revision: Revision, _ objectID: Int64) {
    if revisions.count >= Self.objectsMax { revisions.removeAll(keepingCapacity: true) }
    revisions[objectID] = revision
  }
}
