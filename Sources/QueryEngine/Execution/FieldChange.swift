import TopologyModel

/// A field that differs between two versions of an object.
struct FieldChange: Hashable {
  /// Where the field is, such as `status.conditions[Ready].status`.
  var path: String
  /// What it was; nil where it was not there.
  var old: ObjectDocument?
  /// What it is; nil where it is gone.
  var new: ObjectDocument?
}

extension FieldChange {
  /// The members by which Kubernetes tells elements of lists apart, as in strategic merge patches; the
  /// first that all elements have, each with another value, counts.
  private static let identities = [
    "name", "type", "uid", "ip", "addresses", "mountPath", "containerPort", "port", "key",
  ]

  /// The fields in which two versions differ, in the order of the new one; those that are gone come
  /// behind.
  ///
  /// An object or a list that appears or goes as a whole is one field. The revision is left out: it
  /// differs by nature.
  static func changes(from old: ObjectDocument, to new: ObjectDocument) -> [FieldChange] {
    var changes: [FieldChange] = []
    compare(old, new, path: "", &changes)
    return changes.filter { $0.path != "metadata.resourceVersion" }
  }

  private static func compare(
    _ old: ObjectDocument?,
    _ new: ObjectDocument?,
    path: String,
    _ changes: inout [FieldChange]
  ) {
    guard old != new else { return }
    switch (old, new) {
    case (.object(let oldMembers), .object(let newMembers)):
      compare(
        oldMembers.map { ($0.name, $0.value) },
        newMembers.map { ($0.name, $0.value) },
        &changes
      ) { member(path, $0) }
    case (.list(let oldElements), .list(let newElements)):
      guard let oldKeyed = keyed(oldElements, like: newElements),
        let newKeyed = keyed(newElements, like: oldElements)
      else {
        changes.append(FieldChange(path: path, old: old, new: new))
        return
      }
      compare(oldKeyed, newKeyed, &changes) { "\(path)[\($0)]" }
    default: changes.append(FieldChange(path: path, old: old, new: new))
    }
  }

  private static func compare(
    _ old: [(key: String, value: ObjectDocument)],
    _ new: [(key: String, value: ObjectDocument)],
    _ changes: inout [FieldChange],
    path: (String) -> String
  ) {
    // A repeated key is the parser's last one.
    let before = Dictionary(old.map { ($0.key, $0.value) }) { $1 }
    let after = Dictionary(new.map { ($0.key, $0.value) }) { $1 }
    for entry in new { compare(before[entry.key], entry.value, path: path(entry.key), &changes) }
    for entry in old where after[entry.key] == nil {
      compare(entry.value, nil, path: path(entry.key), &changes)
    }
  }

  /// The elements with what tells them apart; nil where nothing does, and the list is one value.
  private static func keyed(
    _ elements: [ObjectDocument],
    like others: [ObjectDocument]
  ) -> [(key: String, value: ObjectDocument)]? {
    let identity = identities.first { name in
      [elements, others].allSatisfy { list in
        let found = list.compactMap { Self.identity($0, by: name) }
        return found.count == list.count && Set(found).count == list.count
      }
    }
    guard let identity else { return nil }
    return elements.map { (Self.identity($0, by: identity) ?? "", $0) }
  }

  private static func identity(_ element: ObjectDocument, by name: String) -> String? {
    guard case .object(let members) = element,
      let value = members.last(where: { $0.name == name })?.value
    else { return nil }
    switch value {
    case .text(let text), .number(let text): return text
    case .list(let list):
      guard list.count == 1, case .text(let text)? = list.first else { return nil }
      return text
    case .null, .boolean, .object: return nil
    }
  }

  /// The path of a member: in brackets and quotes where its name is no plain word.
  private static func member(_ path: String, _ name: String) -> String {
    let isPlain =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == 0x5F || byte == 0x2D
      }
    guard isPlain else { return "\(path)[\"\(name)\"]" }
    return path.isEmpty ? name : "\(path).\(name)"
  }
}
