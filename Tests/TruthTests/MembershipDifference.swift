import KubernetesRules
import Projections
import TopologyModel

/// Where the endpoints that the rules compute from Pods and Services are not those that the controller
/// wrote into slices.
enum MembershipDifference {
  private struct Listed: Hashable {
    var uid: String
    var addresses: [String]
    var ready: Bool?
    var serving: Bool?
    var terminating: Bool?

    init(_ endpoint: EndpointFacts) {
      uid = endpoint.target?.uid ?? ""
      addresses = endpoint.addresses
      ready = endpoint.ready
      serving = endpoint.serving
      terminating = endpoint.terminating
    }
  }

  /// The Services that differ at a revision, each with the names under which a finding may stand: its
  /// own and those of its slices.
  static func services(
    at revision: Revision,
    _ reads: ProjectionSnapshot,
    _ cluster: ClusterContext
  ) throws -> [String: Set<String>] {
    let pods = try reads.objects(kind: .pod, namespace: nil, at: revision, cluster)
    var differing: [String: Set<String>] = [:]
    for run in try reads.objects(kind: .service, namespace: nil, at: revision, cluster) {
      guard case .service(let service) = run.facts, ServiceSelection.isReconciled(service) else {
        continue
      }
      let slot = run.object.slot
      let slices = try reads.slices(
        namingService: slot.name,
        namespace: slot.namespace,
        at: revision,
        cluster
      )
      var written: Set<Listed> = []
      for slice in slices {
        guard case .endpointSlice(let facts, _) = slice.facts,
          facts.labels[EndpointSliceFacts.managedByLabel] == "endpointslice-controller.k8s.io"
        else { continue }
        let endpoints = try reads.endpoints(
          ofSlice: slice.objectID,
          object: slice.object,
          at: revision
        )
        written.formUnion(endpoints.map { Listed($0.facts) })
      }
      guard written != computed(service, slot, pods) else { continue }
      differing[slot.description] = Set([slot.name] + slices.map { $0.object.slot.name })
    }
    return differing
  }

  private static func computed(
    _ service: ServiceFacts,
    _ slot: ObjectSlot,
    _ pods: [FactRun<ObjectFacts>]
  ) -> Set<Listed> {
    var listed: Set<Listed> = []
    for pod in pods where pod.object.slot.namespace == slot.namespace {
      guard case .pod(let facts) = pod.facts else { continue }
      for family in [IPAddress.Family.ipv4, .ipv6] {
        let verdict = EndpointMembership.verdict(
          service: service,
          serviceSlot: slot,
          pod: facts,
          podReference: pod.object,
          node: .notObserved,
          family: family
        )
        if case .listed(let endpoint) = verdict { listed.insert(Listed(endpoint)) }
      }
    }
    return listed
  }
}
