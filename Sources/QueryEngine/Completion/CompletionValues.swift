import EventLog
import KubernetesRules
import QuerySyntax
import TopologyModel

/// The values of columns that have a fixed set of them.
enum CompletionValues {
  /// The values that a column of a question may have; none where any text may stand.
  static func values(of column: String, _ question: BoundQuestion?) -> [CompletionCandidate] {
    if column == "rule" {
      return FindingRules.all.map { .text($0.id, .rule, detail: $0.summary) }
    }
    return texts(of: column, question).map { .text($0, .value, detail: column) }
  }

  private static func texts(of column: String, _ question: BoundQuestion?) -> [String] {
    switch column {
    case "certainty": Certainty.allCases.map { $0.rawValue }
    case "eligible_as": EligibleAs.allCases.map { $0.rawValue }
    case "severity": FindingSeverity.allCases.map { $0.rawValue }
    case "kind": ResourceKind.allCases.map { $0.kindName }
    case "phase": ["Pending", "Running", "Succeeded", "Failed", "Unknown"]
    case "family": ["IPv4", "IPv6"]
    case "address_type": ["IPv4", "IPv6", "FQDN"]
    case "internal_traffic_policy", "external_traffic_policy": ["Cluster", "Local"]
    case "rcode": ["NOERROR", "NXDOMAIN"]
    case "change": ["begin", "end"]
    case "state": ["observed", "not-observed"]
    case "role":
      [
        "pod-ip", "host-network", "terminating-pod", AddressRoles.finished, "cluster-ip",
        "external-ip", "load-balancer", "internal-ip",
      ]
    case "reason":
      if case .why? = question { ServingReason.allCases.map { $0.rawValue } } else { [] }
    case "type": types(question)
    default: []
    }
  }

  private static func types(_ question: BoundQuestion?) -> [String] {
    switch question {
    case .events?: EventType.allCases.map { $0.name }
    case .dns?: QuerySyntax.DNSRecordType.allCases.map { $0.rawValue }
    case .objects(.service, _)?, .servicesServed?, .servicesSelecting?:
      ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]
    default: []
    }
  }
}
