import Projections
import QuerySyntax
import TopologyModel

/// The names that held at a query's time.
struct CompletionNames {
  private let topology: CompletionTopology
  private let site: CompletionSite

  init(_ topology: CompletionTopology, _ site: CompletionSite) {
    self.topology = topology
    self.site = site
  }

  /// The names of a role: those of the query's namespace as they are, then others with theirs.
  func names(_ role: Expectation.Role) throws -> [CompletionCandidate] {
    switch role {
    case .service: return try objects(.service, .service)
    case .pod: return try objects(.pod, .pod)
    case .slice: return try objects(.endpointSlice, .slice)
    case .node: return try nodes().map { .name($0.name, .node, detail: $0.detail) }
    case .namespace: return try namespaces().map { .name($0, .namespace, detail: "") }
    case .cluster:
      return try topology.reads.clusterNames().map { .name($0, .cluster, detail: "") }
    case .zone: return try zones().map { .name($0, .zone, detail: "") }
    }
  }

  /// The names that a column of texts may have.
  func values(of column: String) throws -> [CompletionCandidate] {
    switch column {
    case "node": return try nodes().map { .text($0.name, .node, detail: $0.detail) }
    case "zone": return try zones().map { .text($0, .zone, detail: "") }
    case "namespace": return try namespaces().map { .text($0, .namespace, detail: "") }
    case "pod":
      let names = try topology.objects(.pod, namespace: topology.binder.namespace)
      return Set(names.map { $0.object.slot.name }).sorted().map { .text($0, .pod, detail: "") }
    default: return []
    }
  }

  /// The names under which cluster DNS has the Services.
  func dnsNames() throws -> [CompletionCandidate] {
    let slots = Set(try topology.objects(.service).map { $0.object.slot })
    return slots.sorted().map { slot in
      let zone = topology.context.dnsZone
      return CompletionCandidate(
        content: "\(slot.name).\(slot.namespace).svc.\(zone)",
        kind: .service,
        detail: slot.description
      )
    }
  }

  private func objects(
    _ kind: ResourceKind,
    _ completion: Completion.Kind
  ) throws -> [CompletionCandidate] {
    var details: [ObjectSlot: String] = [:]
    for run in try topology.objects(kind) {
      details[run.object.slot] = Self.detail(run.facts)
    }
    let slots = details.keys.sorted()
    let own = topology.binder.namespace
    // Where a namespace was typed, names have theirs.
    let isQualified = site.prefix.contains("/")
    let bare = isQualified ? [] : slots.filter { $0.namespace == own }
    let others = isQualified ? slots : slots.filter { $0.namespace != own }
    return bare.map { .name($0.name, completion, detail: details[$0] ?? "") }
      + others.map { .name($0.description, completion, detail: details[$0] ?? "") }
  }

  private static func detail(_ facts: ObjectFacts) -> String {
    switch facts {
    case .service(let service):
      return ([service.type] + service.clusterIPs.prefix(1)).joined(separator: " ")
    case .pod(let pod):
      return pod.nodeName.isEmpty ? pod.phase : "\(pod.phase) on \(pod.nodeName)"
    case .endpointSlice(let slice, _): return slice.serviceName.map { "of \($0)" } ?? ""
    case .node(let node): return node.labels[NodeFacts.zoneLabel] ?? ""
    }
  }

  /// The Nodes; where none were observed, those that Pods ran on.
  private func nodes() throws -> [(name: String, detail: String)] {
    var details: [String: String] = [:]
    for run in try topology.objects(.node) {
      details[run.object.slot.name] = Self.detail(run.facts)
    }
    if details.isEmpty {
      for run in try topology.objects(.pod) {
        guard case .pod(let pod) = run.facts, !pod.nodeName.isEmpty else { continue }
        details[pod.nodeName] = ""
      }
    }
    return details.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The zones of Nodes; where none have any, those of endpoints.
  private func zones() throws -> [String] {
    let ofNodes = try nodes().map { $0.detail }.filter { !$0.isEmpty }
    let zones = ofNodes.isEmpty ? try topology.endpoints().map { $0.zone } : ofNodes
    return Set(zones).subtracting([""]).sorted()
  }

  /// The namespaces that had an object.
  private func namespaces() throws -> [String] {
    let kinds: [ResourceKind] = [.service, .endpointSlice, .pod]
    let names = try kinds.flatMap { kind in
      try topology.objects(kind).map { $0.object.slot.namespace }
    }
    return Set(names).sorted()
  }
}
