public import Diagnostics

/// What is asked about the topology.
public struct Question: Hashable, Sendable {
  /// The questions of the language, in the order of its specification.
  public enum Form: Hashable, Sendable {
    /// `pods serving SERVICE [on [target] port P] [for …] [including draining within D]`.
    case podsServing(
      service: NamePattern,
      port: PortReference?,
      vantage: Vantage?,
      draining: DurationExpression?
    )
    /// `pods selected by SERVICE`.
    case podsSelected(service: NamePattern)
    /// `pods listed by SERVICE [on [target] port P]`.
    case podsListed(service: NamePattern, port: PortReference?)
    /// `endpoints of SERVICE [on [target] port P] [for node N | for zone Z]`.
    case endpointsOf(service: NamePattern, port: PortReference?, vantage: Vantage?)
    /// `slices of SERVICE`.
    case slicesOf(service: NamePattern)
    /// `services served by POD`.
    case servicesServed(pod: NamePattern)
    /// `services selecting POD`.
    case servicesSelecting(pod: NamePattern)
    /// `pods on node N`.
    case podsOnNode(node: NamePattern)
    /// `owners of ip A`.
    case owners(address: AddressExpression)
    /// `pods`, `services`, `endpoints`, `slices` or `nodes` alone.
    case list(Collection)
    /// `pods with ip A`; short for the owners of that kind.
    case podsWithIP(address: AddressExpression)
    /// `services with ip A`; short for the owners of that kind.
    case servicesWithIP(address: AddressExpression)
    /// `findings [of KIND OBJECT]`.
    case findings(of: ObjectReference?)
    /// `why SERVICE [on port P] [pod POD]`.
    case why(service: NamePattern, port: PortReference?, pod: NamePattern?)
    /// `dns NAME [type T]`.
    case dns(name: DNSName, type: DNSRecordType?)
    /// `show KIND OBJECT`.
    case show(ObjectReference)
    /// `history of KIND OBJECT`.
    case history(of: ObjectReference)
    /// `events [of KIND OBJECT]`.
    case events(of: ObjectReference?)
    /// `coverage [of KIND]`.
    case coverage(of: ObjectKind?)
  }

  /// The collections that can be listed whole.
  public enum Collection: String, CaseIterable, Hashable, Sendable {
    /// All Pods.
    case pods
    /// All Services.
    case services
    /// All endpoints of all slices.
    case endpoints
    /// All EndpointSlices.
    case slices
    /// All Nodes.
    case nodes
  }

  /// Which question it is, with its parts.
  public var form: Form
  /// The place of the question, without scope and time.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a question.
  public init(_ form: Form, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.span = span
  }

  /// Whether the question is about state, so that it has an answer at each instant.
  public var isAboutState: Bool {
    switch form {
    case .history, .events, .coverage: false
    case .podsServing, .podsSelected, .podsListed, .endpointsOf, .slicesOf, .servicesServed,
      .servicesSelecting, .podsOnNode, .owners, .list, .podsWithIP, .servicesWithIP, .findings,
      .why, .dns, .show:
      true
    }
  }
}
