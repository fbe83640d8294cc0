public import KubernetesRules
public import TopologyModel

/// What is asked, resolved.
public enum BoundQuestion: Hashable, Sendable {
  /// `draining` is how long ago, in nanoseconds, a Pod may have stopped being eligible.
  case podsServing(service: BoundName, port: BoundPort?, vantage: BoundVantage?, draining: Int64?)
  case podsListed(service: BoundName, port: BoundPort?)
  case podsSelected(service: BoundName)
  case endpointsOf(service: BoundName, port: BoundPort?, vantage: BoundVantage?)
  case slicesOf(service: BoundName)
  /// The Services that a Pod serves.
  case servicesServed(pod: BoundName, service: BoundName? = nil)
  /// The Services whose selector matches a Pod.
  case servicesSelecting(pod: BoundName)
  /// The Pods bound to a Node; only one of them where it is given.
  case podsOnNode(BoundName, pod: BoundName?)
  /// What held an address; only objects of one kind where one is given.
  case owners(BoundAddress, kind: ResourceKind?)
  /// All objects of a kind that a name matches.
  case objects(ResourceKind, matching: BoundName)
  /// The endpoints of all Services that a name matches.
  case endpoints(matching: BoundName)
  /// The audit rules, of all objects, of one kind's, or of those of a name; rules that wait for lag to
  /// pass wait so many nanoseconds.
  ///
  /// A part of a question about all leaves out what another part finds about the same objects.
  case findings(kind: ResourceKind?, name: BoundName, lag: Int64, isPart: Bool)
  case why(service: BoundName, port: BoundPort?, pod: BoundName?)
  /// What cluster DNS answers; every type where none is given.
  case dns(name: String, type: DNSRecordType?)
  /// An object as it is stored.
  case show(kind: ResourceKind, name: BoundName)
  /// Every version of an object.
  case history(kind: ResourceKind, name: BoundName)
  /// The log, of all that it says, of the objects of a name, or of those of one kind and name.
  case events(kind: ResourceKind?, name: BoundName?)
  /// What was observed, of all kinds or of one; for one namespace, or those that a glob matches,
  /// where one is given.
  case coverage(kind: ResourceKind?, namespace: String?)

  /// The kinds that the question reads, on which its coverage depends.
  ///
  /// Nodes count where the answer depends on them; those that were never watched are left out
  /// (tql.md section 3).
  var kindsRead: [ResourceKind] {
    switch self {
    case .podsServing(_, _, let vantage, _):
      vantage == nil ? [.service, .endpointSlice, .pod] : [.service, .endpointSlice, .pod, .node]
    case .podsListed: [.service, .endpointSlice, .pod]
    case .podsSelected, .servicesSelecting: [.service, .pod]
    case .endpointsOf(_, _, let vantage):
      vantage == nil ? [.service, .endpointSlice] : [.service, .endpointSlice, .node]
    case .endpoints, .slicesOf: [.service, .endpointSlice]
    case .servicesServed, .dns: [.service, .endpointSlice, .pod]
    case .podsOnNode: [.pod, .node]
    case .owners(_, let kind): kind.map { [$0] } ?? [.service, .pod, .node]
    case .objects(let kind, _), .show(let kind, _): [kind]
    case .findings, .why: [.service, .endpointSlice, .pod, .node]
    case .history, .events, .coverage: []
    }
  }

  /// The kinds without which there can be no row.
  var kindsRequired: [ResourceKind] {
    switch self {
    case .podsServing, .podsListed, .endpointsOf, .endpoints, .servicesServed, .dns, .why:
      [.service, .endpointSlice]
    case .podsSelected, .servicesSelecting: [.service, .pod]
    case .slicesOf: [.endpointSlice]
    case .podsOnNode: [.pod]
    case .owners(_, let kind): kind.map { [$0] } ?? [.pod]
    case .objects(let kind, _), .show(let kind, _): [kind]
    case .findings(let kind, _, _, _): [kind ?? .service]
    case .history, .events, .coverage: []
    }
  }

  /// The name of the Service that the question is about, where it is about one.
  var service: BoundName? {
    switch self {
    case .podsServing(let service, _, _, _), .podsListed(let service, _),
      .podsSelected(let service), .endpointsOf(let service, _, _), .slicesOf(let service),
      .why(let service, _, _):
      service
    case .objects, .endpoints, .events, .coverage, .servicesServed, .servicesSelecting, .podsOnNode,
      .owners, .findings, .dns, .show, .history:
      nil
    }
  }

  /// The one object that the question is about, besides a Service that it asks the endpoints of.
  var object: (kind: ResourceKind, name: BoundName)? {
    switch self {
    case .servicesServed(let pod, _), .servicesSelecting(let pod): (.pod, pod)
    case .why(_, _, let pod): pod.map { (.pod, $0) }
    case .findings(let kind?, let name, _, isPart: false): (kind, name)
    case .show(let kind, let name), .history(let kind, let name): (kind, name)
    case .events(let kind?, let name?): (kind, name)
    case .podsServing, .podsListed, .podsSelected, .endpointsOf, .slicesOf, .podsOnNode, .owners,
      .objects, .endpoints, .findings, .dns, .events, .coverage:
      nil
    }
  }

  /// The port that the question is about, where it is about one.
  var port: BoundPort? {
    switch self {
    case .podsServing(_, let port, _, _), .podsListed(_, let port), .endpointsOf(_, let port, _),
      .why(_, let port, _):
      port
    case .podsSelected, .slicesOf, .objects, .endpoints, .events, .coverage, .servicesServed,
      .servicesSelecting, .podsOnNode, .owners, .findings, .dns, .show, .history:
      nil
    }
  }

  /// From where traffic is sent, where the question says so.
  var vantage: BoundVantage? {
    switch self {
    case .podsServing(_, _, let vantage, _), .endpointsOf(_, _, let vantage): vantage
    case .podsListed, .podsSelected, .slicesOf, .objects, .endpoints, .events, .coverage,
      .servicesServed, .servicesSelecting, .podsOnNode, .owners, .findings, .why, .dns, .show,
      .history:
      nil
    }
  }

  /// Whether a row may depend on more than the runs it shows, so that its ends are searched for by
  /// evaluating the question over spans.
  var endsAreSearched: Bool {
    switch self {
    case .podsServing(_, _, let vantage, let draining): vantage != nil || draining != nil
    case .endpointsOf(_, _, let vantage): vantage != nil
    case .owners, .findings, .why, .dns, .servicesServed, .servicesSelecting, .show: true
    case .podsListed, .podsSelected, .slicesOf, .objects, .endpoints, .podsOnNode, .history,
      .events,
      .coverage:
      false
    }
  }

  /// How much earlier than a span its rows may have been decided, in nanoseconds.
  var memory: Int64 {
    switch self {
    case .podsServing(_, _, _, let draining): draining ?? 0
    case .findings(_, _, let lag, _): lag
    case .podsListed, .podsSelected, .endpointsOf, .slicesOf, .objects, .endpoints, .events,
      .coverage, .servicesServed, .servicesSelecting, .podsOnNode, .owners, .why, .dns, .show,
      .history:
      0
    }
  }

  /// The row of a time at which nothing that the question needs was observed yet; nil where there is
  /// none then.
  var unobservedRow: [Value]? {
    if case .why = self { WhySource.unobserved } else { nil }
  }

  /// Whether rows are cut by the times of something else than the runs they rest on.
  var boundsRows: Bool {
    switch self {
    case .podsSelected, .slicesOf: true
    case .podsServing, .podsListed, .endpointsOf, .objects, .endpoints, .servicesServed,
      .servicesSelecting, .podsOnNode, .owners, .findings, .why, .dns, .show, .history, .events,
      .coverage:
      false
    }
  }
}
