import KubernetesRules
import TopologyModel

extension BoundQuestion {
  /// The one namespace of which the question reads what has namespaces; nil where it reads several.
  ///
  /// Objects of other namespaces that the objects of that one lead to, such as the target of an alias,
  /// or that contradict them, such as a finding's, do not count.
  var namespaceRead: String? {
    switch self {
    case .podsServing(let name, _, _, _), .podsListed(let name, _), .podsSelected(let name),
      .endpointsOf(let name, _, _), .slicesOf(let name), .servicesServed(let name, _),
      .servicesSelecting(let name), .objects(_, let name), .endpoints(let name),
      .findings(_, let name, _, _), .why(let name, _, _), .show(_, let name),
      .history(_, let name):
      name.namespace
    case .podsOnNode(_, let pod): pod?.namespace
    case .events(_, let name): name?.namespace
    case .dns(let name, _): Self.namespace(inDNSName: name)
    case .coverage(_, let namespace): namespace
    case .owners: nil
    }
  }

  /// The UIDs by which the question names objects, and of which kinds those may be.
  var uidsRead: [(kinds: [ResourceKind], uid: String)] {
    let named: [([ResourceKind], BoundName?)]
    switch self {
    case .podsServing(let name, _, _, _), .podsListed(let name, _), .podsSelected(let name),
      .endpointsOf(let name, _, _), .slicesOf(let name), .endpoints(let name):
      named = [([.service], name)]
    case .why(let service, _, let pod): named = [([.service], service), ([.pod], pod)]
    case .servicesServed(let name, _), .servicesSelecting(let name): named = [([.pod], name)]
    case .objects(let kind, let name), .show(let kind, let name), .history(let kind, let name):
      named = [([kind], name)]
    case .findings(let kind, let name, _, _): named = [(kind.map { [$0] } ?? all, name)]
    case .events(let kind, let name): named = [(kind.map { [$0] } ?? all, name)]
    case .podsOnNode(_, let pod): named = [([.pod], pod)]
    case .owners, .dns, .coverage: named = []
    }
    return named.compactMap { kinds, name in (name?.uid).map { (kinds, $0) } }
  }

  private var all: [ResourceKind] { ResourceKind.allCases }

  /// The label before `svc` or `pod` of a name of cluster DNS.
  private static func namespace(inDNSName text: String) -> String? {
    let name = DNSName(text)
    guard !name.isReverse else { return nil }
    let labels = text.lowercased().split(separator: ".").map { String($0) }
    guard let place = labels.lastIndex(where: { $0 == "svc" || $0 == "pod" }), place > 0 else {
      return nil
    }
    return labels[place - 1]
  }
}

extension BoundName {
  /// The UID that is meant; nil for a name.
  var uid: String? {
    if case .uid(let uid) = form { return uid }
    return nil
  }

  /// The one namespace that is meant; nil where several may be.
  var namespace: String? {
    switch form {
    case .exact(let namespace, _): namespace.isEmpty ? nil : namespace
    case .glob(let namespace, _): namespace.utf8.contains(42) ? nil : namespace
    case .uid: nil
    }
  }
}
