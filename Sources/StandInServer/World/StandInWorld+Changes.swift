internal import KubernetesObjects
internal import NIOCore
internal import Synchronization
public import TopologyModel

/// A world built by hand: what is said here has happened when it returns.
extension StandInWorld {
  /// Puts an object into the beginning, as if it had been there before the world's first revision.
  ///
  /// - Parameter json: The object with `kind` and `metadata`, kept byte for byte.
  /// - Throws: `StandInError` where it is of a later revision, `JSONSyntaxError` for other text.
  public func begin(with json: String) throws {
    let object = try Self.parse(json)
    try state.withLock { state throws(StandInError) in
      guard object.revision <= state[object.slot.kind].initialRevision else {
        throw .unusable(
          "found revision \(object.revision) of `\(object.slot)`, expected none above the first "
            + "revision \(state[object.slot.kind].initialRevision); use `add` for later objects"
        )
      }
      state[object.slot.kind].addInitial(object)
    }
  }

  /// Lets an object come into being, at the revision in its metadata.
  ///
  /// - Parameter json: The object with `kind` and `metadata`, sent byte for byte.
  /// - Throws: `StandInError` where it is there or the revision is past, `JSONSyntaxError` for
  ///   other text.
  public func add(_ json: String) async throws {
    try await change(.added, try Self.parse(json))
  }

  /// Lets an object change, at the revision in its metadata.
  public func modify(_ json: String) async throws {
    try await change(.modified, try Self.parse(json))
  }

  /// Lets an object go, as the last state that the bytes say, at the revision in its metadata.
  public func delete(_ json: String) async throws {
    try await change(.deleted, try Self.parse(json))
  }

  /// Lets an object go at a revision, in the state that it has.
  public func delete(_ slot: ObjectSlot, at revision: Revision) async throws {
    guard let object = state.withLock({ $0[slot.kind].state[slot] }) else {
      throw StandInError.unusable("there is no \(slot.kind.kindName) `\(slot)` to delete")
    }
    try await change(.deleted, try object.copy(at: revision))
  }

  /// Lets watches that allow bookmarks send one of that kind, true at the world's revision.
  public func bookmark(_ kind: ResourceKind) async throws {
    try state.withLock { state throws(StandInError) in
      let revision = state.revision
      try Self.checkNoFuture(of: kind, state)
      state[kind].append(WorldRecord(revision: revision, content: .bookmark))
      state[kind].step()
    }
    await tellListeners()
  }

  /// Lets the revision grow without anything of the four kinds happening, as leases make it do.
  public func reach(_ revision: Revision) async {
    await advance(to: revision)
  }

  private func change(_ type: WatchRecordType, _ object: StoredObject) async throws {
    let kind = object.slot.kind
    try state.withLock { state throws(StandInError) in
      try Self.checkNoFuture(of: kind, state)
      guard state.revision < object.revision else {
        throw .unusable(
          "found revision \(object.revision) of `\(object.slot)`, expected one above "
            + "\(state.revision), which the world has reached"
        )
      }
      let isThere = state[kind].state[object.slot] != nil
      guard isThere == (type != .added) else {
        throw .unusable(
          "cannot say \(type.rawValue) of `\(object.slot)`, which is \(isThere ? "" : "not ")there"
        )
      }
      state[kind].append(type, object)
      state[kind].step()
      state.reach(object.revision)
    }
    await tellListeners()
  }

  private static func checkNoFuture(
    of kind: ResourceKind,
    _ state: WorldState
  ) throws(StandInError) {
    guard state[kind].next == nil else {
      throw .unusable("the recording of \(kind.resourceName) has not ended; call `finish` first")
    }
  }

  private static func parse(_ json: String) throws -> StoredObject {
    let text = Array(json.utf8)
    return try JSONParser().withDocument(text) { root in
      var scanner = ObjectScanner()
      return try scanner.scan(root, kind: nil, in: text, base: 0)
    }
  }
}

extension StoredObject {
  /// Makes the same object of another revision.
  fileprivate func copy(at revision: Revision) throws -> StoredObject {
    var buffer = ByteBuffer()
    write(to: &buffer, at: revision)
    let text = Array(buffer.readableBytesView)
    return try JSONParser().withDocument(text) { root in
      var scanner = ObjectScanner()
      return try scanner.scan(root, kind: slot.kind, in: text, base: 0)
    }
  }
}
