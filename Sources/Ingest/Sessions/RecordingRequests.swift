internal import KubernetesObjects
internal import TopologyModel

/// What the sessions file of a recording tells of the requests behind its other files.
struct RecordingRequests {
  /// What the watches of each kind asked for.
  private(set) var scopes: [ResourceKind: SourceScope] = [:]
  /// The listings that were asked with `resourceVersion=0`.
  private(set) var inconsistentListings: Set<ListingKey> = []

  /// Reads a sessions file; what cannot be read is left to the import of the file itself.
  init(_ content: FileContent) {
    let reader = RecordReader(content: content)
    while let document = reader.next() {
      try? reader.parse(document) { add($0) }
    }
  }

  private mutating func add(_ root: JSONValue) {
    guard let kind = root["kind"]?.string.flatMap({ ResourceKind(apiName: $0) }),
      let action = root["action"]?.string
    else { return }
    let request = RequestParameters(root["params"])
    if action == "list", request.isAskedAtZero,
      let revision = root["resourceVersion"]?.string.flatMap({ Revision($0) })
    {
      inconsistentListings.insert(ListingKey(kind: kind, revision: revision))
    }
    guard action == "watch" else { return }
    guard let known = scopes[kind] else {
      scopes[kind] = SourceScope(scope: request.scope)
      return
    }
    guard known.scope != request.scope else { return }
    var merged = known
    merged.isAmbiguous = true
    merged.scope.namespace = nil
    if merged.scope.selector.isEmpty { merged.scope.selector = request.scope.selector }
    scopes[kind] = merged
  }
}
