public import TopologyModel

/// An EndpointSlice with its endpoints, as they were observed.
public struct ObservedSlice: Hashable, Sendable {
  /// The slice.
  public var reference: ObjectReference
  /// What it says, less its endpoints.
  public var facts: EndpointSliceFacts
  /// The `resourceVersion` since which it has had these facts; empty where unknown.
  public var revision: String
  /// The revision at which it was last told of, where another slice lists an address of its own; nil where
  /// that was not looked up.
  public var lastRevision: Revision?
  /// Its endpoints, in the slice's order.
  public var endpoints: [ObservedEndpoint]

  /// Creates an observed slice.
  public init(
    reference: ObjectReference,
    facts: EndpointSliceFacts,
    revision: String,
    lastRevision: Revision?,
    endpoints: [ObservedEndpoint]
  ) {
    self.reference = reference
    self.facts = facts
    self.revision = revision
    self.lastRevision = lastRevision
    self.endpoints = endpoints
  }

  /// The label `managed-by`, or nil where it is missing or empty.
  var manager: String? {
    guard let name = facts.labels[EndpointSliceFacts.managedByLabel], !name.isEmpty else {
      return nil
    }
    return name
  }

  /// Whether the API server itself writes the slice: that of `default/kubernetes`, which has
  /// neither `managed-by` nor targets.
  var isOfAPIServer: Bool {
    reference.slot.namespace == "default" && reference.slot.name == "kubernetes"
      && facts.serviceName == "kubernetes"
  }

  /// Returns evidence on one of the slice's own fields.
  func evidence(_ field: String, _ value: String?) -> FindingEvidence {
    FindingEvidence(object: reference, revision: revision, field: field, value: value)
  }

  /// Returns evidence on a label.
  func evidence(label key: String) -> FindingEvidence {
    evidence("metadata.labels[\"\(key)\"]", facts.labels[key])
  }

  /// Returns evidence on a field of an endpoint; of the endpoint as a whole where `field` is empty.
  func evidence(endpoint index: Int, _ field: String, _ value: String?) -> FindingEvidence {
    FindingEvidence(
      object: reference,
      revision: endpoints[index].revision,
      field: field.isEmpty ? "endpoints[\(index)]" : "endpoints[\(index)].\(field)",
      value: value
    )
  }

  /// Returns evidence on a port.
  func evidence(port index: Int) -> FindingEvidence {
    evidence("ports[\(index)]", FindingText.slicePort(facts.ports[index]))
  }
}
