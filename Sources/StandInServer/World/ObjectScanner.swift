internal import KubernetesObjects
internal import TopologyModel

/// Finds out of objects what the server must know of them, and where it stands.
struct ObjectScanner {
  /// Label sets by the text they were read from, since most versions of an object share theirs.
  private var labelSets: [[UInt8]: LabelSet] = [:]

  /// Reads an object that stands in `text`, where `value` was parsed from the byte `base` on.
  ///
  /// Objects in lists name no kind; `kind` says what they are.
  mutating func scan(
    _ value: JSONValue,
    kind: ResourceKind?,
    in text: [UInt8],
    base: Int
  ) throws(StandInError) -> StoredObject {
    let named = value["kind"]?.string.flatMap { ResourceKind(apiName: $0) }
    guard let kind = named ?? kind else {
      throw .unusable("found no known `kind` in an object at byte \(base)")
    }
    guard let metadata = value["metadata"], let name = metadata["name"]?.string else {
      throw .unusable("found no `metadata.name` in a \(kind.kindName) at byte \(base)")
    }
    guard let version = metadata["resourceVersion"], let revision = version.revision else {
      throw .unusable("found no `metadata.resourceVersion` in the \(kind.kindName) `\(name)`")
    }
    let namespace = kind.isNamespaced ? metadata["namespace"]?.string ?? "" : ""
    let digits = version.rawRange
    return StoredObject(
      slot: ObjectSlot(kind: kind, namespace: namespace, name: name),
      labels: labels(metadata["labels"]),
      revision: revision,
      text: text,
      range: value.rawRange.shifted(by: base),
      revisionRange: (digits.lowerBound + 1..<digits.upperBound - 1).shifted(by: base),
      typeRanges: Self.typeRanges(of: value).map { $0.shifted(by: base) },
      hasType: value["kind"] != nil && value["apiVersion"] != nil
    )
  }

  private mutating func labels(_ value: JSONValue?) -> LabelSet {
    guard let value, value.isObject else { return [:] }
    let key = Array(value.rawBytes)
    if let known = labelSets[key] { return known }
    let labels = LabelSet(
      value.members.map { LabelSet.Label(key: $0.key.string, value: $0.value.string ?? "") }
    )
    labelSets[key] = labels
    return labels
  }

  /// Where `kind` and `apiVersion` stand, each with the comma that goes with it.
  private static func typeRanges(of value: JSONValue) -> [Range<Int>] {
    var starts: [(start: Int, end: Int, isType: Bool)] = []
    for (key, member) in value.members {
      let isType = key == "kind" || key == "apiVersion"
      starts.append((key.rawRange.lowerBound, member.rawRange.upperBound, isType))
    }
    // A member reaches to the next one; the last ones take the comma before them.
    let lastOther = starts.lastIndex { !$0.isType }
    return starts.indices.filter { starts[$0].isType }.map { index in
      let next = index + 1 < starts.count ? starts[index + 1].start : starts[index].end
      guard let lastOther, index > lastOther else { return starts[index].start..<next }
      return starts[index - 1].end..<starts[index].end
    }
  }
}

extension JSONValue {
  /// The revision that a string holds.
  var revision: Revision? { string.flatMap { Revision($0) } }
}

extension Range<Int> {
  /// The same range, so much later.
  fileprivate func shifted(by distance: Int) -> Range<Int> {
    lowerBound + distance..<upperBound + distance
  }
}
