/// An endpoint that receives new connections, with the reason.
public struct EligibleEndpoint: Hashable, Sendable {
  /// The endpoint.
  public var candidate: EndpointCandidate
  /// Why it is in the set.
  public var eligibleAs: EligibleAs

  /// Creates an eligible endpoint.
  public init(candidate: EndpointCandidate, eligibleAs: EligibleAs) {
    self.candidate = candidate
    self.eligibleAs = eligibleAs
  }
}
