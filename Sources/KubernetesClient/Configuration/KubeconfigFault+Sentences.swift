internal import Diagnostics
public import TopologyModel

extension KubeconfigFault {
  /// The most names that a sentence lists.
  static let namesMax = 10

  /// The kind of failure.
  public var category: AnomalyCategory {
    switch self {
    case .nowhere, .missing, .noContext, .noSuchContext, .noSuchEntry: .notFound
    case .unreadable: .unavailable
    case .tooLong: .limit
    case .syntax, .wrongType, .nameless, .duplicate: .incorrect
    }
  }

  /// What happened.
  public var message: String {
    switch self {
    case .nowhere(let searched):
      searched.isEmpty
        ? "there is no kubeconfig: `KUBECONFIG` is not set, and there is no home folder"
        : "there is no kubeconfig: found none of \(NameList.text(searched, max: Self.namesMax))"
    case .missing(let path): "there is no file `\(path)`"
    case .unreadable(let path, let detail): "`\(path)` cannot be read: \(detail)"
    case .tooLong(let path, let bytesMax): "`\(path)` is longer than \(bytesMax) bytes"
    case .syntax(let place, let detail): "\(place): \(detail)"
    case .wrongType(let place, let field, let found, let expected):
      "\(place): \(field) is \(found), expected \(expected)"
    case .nameless(let place, let field): "\(place): `\(field)` has no `name`"
    case .duplicate(let subject, let firstLine):
      "\(subject.place): the \(subject.kind.rawValue) `\(subject.name)` stands twice in the file"
        + (firstLine.map { ", first in line \($0)" } ?? "")
    case .noContext(let files, _):
      "no context is chosen: \(NameList.text(files, max: Self.namesMax)) "
        + "\(files.count == 1 ? "has" : "have") no `current-context`"
    case .noSuchContext(let name, let isCurrent, let files, _):
      "\(isCurrent ? "the current context" : "the context") `\(name)` is not in "
        + NameList.text(files, max: Self.namesMax)
    case .noSuchEntry(let kind, let name, let context, _):
      "\(context) names the \(kind.rawValue) `\(name)`, which no file has"
    }
  }

  /// What to do next.
  public var help: String? {
    switch self {
    case .nowhere: "name a kubeconfig, or set `KUBECONFIG`"
    case .missing, .unreadable: "check the path, and that you may read it"
    case .tooLong: "check that it is the file that was meant"
    case .syntax, .wrongType, .nameless:
      "correct the file; `kubectl config view` shows how `kubectl` reads it"
    case .duplicate: "rename or remove one of them"
    case .noContext(_, let contexts):
      contexts.isEmpty
        ? "add a context to the file, or name another kubeconfig"
        : "name one of the contexts \(NameList.text(contexts, max: Self.namesMax))"
    case .noSuchContext(let name, _, _, let contexts):
      Self.choice(of: "context", instead: name, known: contexts)
    case .noSuchEntry(let kind, let name, _, let known):
      Self.choice(of: kind.rawValue, instead: name, known: known)
    }
  }

  private static func choice(of kind: String, instead name: String, known: [String]) -> String {
    guard !known.isEmpty else { return "add the \(kind) to the file; there is no \(kind) at all" }
    let list =
      "there \(known.count == 1 ? "is the \(kind)" : "are the \(kind)s") "
      + NameList.text(known, max: namesMax)
    guard let nearest = EditDistance.closest(to: name, in: known) else { return list }
    return "did you mean the \(kind) `\(nearest)`? \(list)"
  }
}
