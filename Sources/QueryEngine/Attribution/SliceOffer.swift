import KubernetesRules
import Projections
import TopologyModel

/// What a slice's header offers of a Service, as long as the facts of both stay equal.
final class SliceOffer {
  /// To which endpoints new connections go.
  enum Reach {
    /// To none.
    case none
    /// To all that are ready, as DNS gives them.
    case ready
    /// To those that kube-proxy chooses.
    case proxied
  }

  /// One of the Service's ports, in the slice.
  struct Port {
    var port: ServiceFacts.Port
    /// The number in the Pod.
    var target: Int?
  }

  let service: ServiceHistory.Piece
  let serviceSlot: ObjectSlot
  let slice: ObjectReference
  let addressType: String
  let stretch: Range<Int64>
  let reach: Reach
  let isLocal: Bool
  let ports: [Port]

  init(_ service: ServiceHistory.Piece, _ header: SliceHistory.Header, _ slice: ObjectReference) {
    let facts = service.facts
    self.service = service
    serviceSlot = service.run.object.slot
    self.slice = slice
    addressType = header.facts.addressType
    stretch = service.stretch.clamped(to: header.stretch)
    isLocal = facts.internalTrafficPolicy == "Local"
    ports = facts.ports.compactMap { port in
      ServicePortJoin.slicePort(for: port, in: header.facts)
        .map { Port(port: port, target: $0.number) }
    }
    if facts.type == "ExternalName" {
      reach = .none
    } else if facts.isHeadless {
      reach = .ready
    } else {
      let isProxied = ProxyEligibility.families(of: facts).contains { family in
        ProxyEligibility.exclusion(
          of: header.facts,
          sliceNamespace: slice.slot.namespace,
          service: service.run.object.slot,
          family: family
        ) == nil
      }
      reach = isProxied ? .proxied : .none
    }
  }

  /// Whether new connections go to an entry, as `ServiceSource` says it of one that has no rivals.
  func verdict(
    _ conditions: SliceHistory.Conditions,
    hasPort: Bool
  ) -> ListedEndpoint.Verdict {
    switch reach {
    case .none: return .notEligible
    case .ready: return conditions.contains(.ready) ? .eligible : .notEligible
    case .proxied: break
    }
    guard hasPort, conditions.contains(.first) else { return .notEligible }
    guard conditions.contains(.ready) else {
      return conditions.isSuperset(of: [.serving, .terminating]) ? .contingent : .notEligible
    }
    return isLocal && !conditions.contains(.placed) ? .notEligible : .eligible
  }
}
