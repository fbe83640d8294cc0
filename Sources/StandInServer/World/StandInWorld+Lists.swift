internal import NIOCore
internal import Synchronization
internal import TopologyModel

extension StandInWorld {
  /// Writes the list, or the page of it, that the parameters ask for.
  func list(_ kind: ResourceKind, _ route: RequestRoute) throws(APIStatus) -> ByteBuffer {
    let parameters = route.parameters
    if parameters["sendInitialEvents"] != nil {
      throw APIStatus(422, "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list")
    }
    let limit = parameters["limit"].flatMap { Int($0) } ?? 0
    var after: ObjectSlot?
    var asked = try Self.revision(parameters["resourceVersion"])
    var isExact = parameters["resourceVersionMatch"] == "Exact"
    if let text = parameters["continue"], !text.isEmpty {
      guard let token = ContinueToken(text, kind: kind) else {
        throw APIStatus(400, "continue key is not valid: \(text)")
      }
      (after, asked, isExact) = (token.last, token.revision, true)
    } else if parameters["resourceVersionMatch"] == nil, limit > 0 {
      // As servers do that read a page at a revision without a match.
      isExact = asked != nil
    }
    let (revision, objects) = try snapshot(
      of: kind,
      at: asked,
      isExact: isExact,
      isContinuation: after != nil
    )
    let filter = RequestFilter(
      namespace: route.namespace,
      labelSelector: parameters["labelSelector"]
    )
    let wanted = objects.values.filter { filter.accepts($0) }
      .filter { object in after.map { $0 < object.slot } ?? true }
      .sorted { $0.slot < $1.slot }
    let page = limit > 0 ? wanted.prefix(limit) : wanted[...]
    return Self.write(page, leaving: wanted.count - page.count, kind, revision)
  }

  /// Reads the revision of a parameter; nil for none and for `0`, which means any.
  static func revision(_ text: String?) throws(APIStatus) -> Revision? {
    guard let text, !text.isEmpty, text != "0" else { return nil }
    guard let revision = Revision(text) else {
      throw APIStatus(400, "resourceVersion: Invalid value: \"\(text)\": strconv.ParseUint")
    }
    return revision
  }

  private func snapshot(
    of kind: ResourceKind,
    at asked: Revision?,
    isExact: Bool,
    isContinuation: Bool
  ) throws(APIStatus) -> (Revision, [ObjectSlot: StoredObject]) {
    let result: Result<(Revision, [ObjectSlot: StoredObject]), APIStatus> = state.withLock {
      let history = $0[kind]
      guard let asked else { return .success(($0.revision, history.state)) }
      if asked > $0.revision { return .failure(.tooLarge(asked, current: $0.revision)) }
      guard isExact else { return .success(($0.revision, history.state)) }
      guard asked >= history.compactedRevision else {
        return .failure(isContinuation ? .expiredContinuation : .expiredList)
      }
      return .success((asked, history.state(at: asked)))
    }
    return try result.get()
  }

  private static func write(
    _ page: ArraySlice<StoredObject>,
    leaving rest: Int,
    _ kind: ResourceKind,
    _ revision: Revision
  ) -> ByteBuffer {
    let resource = StandInResource(kind)
    var buffer = ByteBuffer()
    buffer.reserveCapacity(page.reduce(512) { $0 + $1.byteCount + 1 })
    buffer.writeString(
      #"{"kind":"\#(resource.kindName)List","apiVersion":"\#(resource.apiVersion)","#
        + #""metadata":{"resourceVersion":"\#(revision)""#
    )
    if rest > 0, let last = page.last {
      let token = ContinueToken(revision: revision, last: last.slot).text
      buffer.writeString(#","continue":"\#(token)","remainingItemCount":\#(rest)"#)
    }
    buffer.writeString(#"},"items":["#)
    for (index, object) in page.enumerated() {
      if index > 0 { buffer.writeString(",") }
      object.writeListItem(to: &buffer)
    }
    buffer.writeString("]}\n")
    return buffer
  }
}
