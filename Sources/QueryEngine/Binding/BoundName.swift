public import Diagnostics
import TopologyModel

/// A name, or a glob, within namespaces.
public struct BoundName: Hashable, Sendable {
  /// What the name says.
  public enum Form: Hashable, Sendable {
    /// One slot's namespace and name.
    case exact(namespace: String, name: String)
    /// Globs over namespaces and names; `*` matches any run of characters.
    case glob(namespace: String, name: String)
    /// One incarnation.
    case uid(String)
  }

  /// What it says.
  public var form: Form
  /// Where the query says it.
  public var span: SourceSpan

  /// All names of a namespace, or of those that a glob matches.
  static func all(in namespace: String = "*", span: SourceSpan = SourceSpan(at: 0)) -> BoundName {
    BoundName(form: .glob(namespace: namespace, name: "*"), span: span)
  }

  /// The text that people read in notes.
  var text: String {
    switch form {
    case .exact(let namespace, let name), .glob(let namespace, let name): "\(namespace)/\(name)"
    case .uid(let uid): "uid:\(uid)"
    }
  }

  /// Returns whether an object of a kind without namespaces is meant.
  func matchesName(of object: ObjectReference) -> Bool {
    switch form {
    case .exact(_, let name): object.slot.name == name
    case .glob(_, let name): Glob.matches(object.slot.name, pattern: name)
    case .uid(let uid): object.uid == uid
    }
  }

  /// Returns whether an object is meant.
  func matches(_ object: ObjectReference) -> Bool {
    switch form {
    case .exact(let namespace, let name):
      object.slot.namespace == namespace && object.slot.name == name
    case .glob(let namespace, let name):
      Glob.matches(object.slot.namespace, pattern: namespace)
        && Glob.matches(object.slot.name, pattern: name)
    case .uid(let uid): object.uid == uid
    }
  }
}

extension BoundName {
  /// The name of one slot.
  init(of slot: ObjectSlot, span: SourceSpan) {
    self.init(form: .exact(namespace: slot.namespace, name: slot.name), span: span)
  }
}
