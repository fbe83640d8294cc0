import Diagnostics
import TopologyModel

/// Says that there is no object of a name, and what may have been meant.
struct UnknownObject {
  let kind: ResourceKind
  let name: BoundName
  /// What objects of the kind there are, in order.
  let known: [ObjectSlot]

  /// The note; `beginning` is such as `there was no`, `end` says when or where.
  func note(_ beginning: String, _ end: String) -> Note {
    Note(
      .unknownObject,
      "\(beginning) \(kind.word) `\(kind.isNamespaced ? name.text : bareName)` \(end)",
      help: help,
      span: name.span
    )
  }

  private var bareName: String {
    switch name.form {
    case .exact(_, let text), .glob(_, let text): text
    case .uid: name.text
    }
  }

  private var help: String? {
    guard case .exact(let namespace, let text) = name.form, !known.isEmpty else { return nil }
    let here = known.filter { $0.namespace == namespace || !kind.isNamespaced }.map(\.name)
    if let other = known.first(where: { $0.name == text }) { return "did you mean `\(other)`?" }
    if let closest = EditDistance.closest(to: text, in: here) {
      return "did you mean `\(kind.isNamespaced ? "\(namespace)/" : "")\(closest)`?"
    }
    if !here.isEmpty {
      let place = kind.isNamespaced ? " of namespace `\(namespace)`" : ""
      return "\(kind.resourceName)\(place): \(Self.list(here))"
    }
    let namespaces = Set(known.map(\.namespace)).sorted()
    return "namespaces with \(kind.resourceName): \(Self.list(namespaces))"
  }

  /// The first names of a list; a mark where there are more.
  static func list(_ names: [String]) -> String {
    names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
  }
}

extension ResourceKind {
  /// The word that TQL has for an object of the kind.
  var word: String {
    switch self {
    case .service: "service"
    case .endpointSlice: "slice"
    case .pod: "pod"
    case .node: "node"
    }
  }
}
