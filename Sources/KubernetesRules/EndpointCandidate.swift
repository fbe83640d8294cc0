public import TopologyModel

/// One occurrence of an endpoint that a slice offers to a Service port.
public struct EndpointCandidate: Hashable, Sendable {
  /// The endpoint's first address, canonical where it is an IP address, as written elsewhere
  /// (semantics.md 2.23).
  public var address: String
  /// The target port's number, from the slice (semantics.md 2.19).
  public var port: Int
  /// The endpoint as the slice lists it.
  public var endpoint: EndpointFacts
  /// The slice that lists it.
  public var slice: ObjectReference
  /// The slice's revision, if it is a well-formed one.
  public var sliceRevision: Revision?
  /// The endpoint's place in the slice, from 0.
  public var index: Int

  /// Creates a candidate.
  public init(
    address: String,
    port: Int,
    endpoint: EndpointFacts,
    slice: ObjectReference,
    sliceRevision: Revision?,
    index: Int
  ) {
    self.address = address
    self.port = port
    self.endpoint = endpoint
    self.slice = slice
    self.sliceRevision = sliceRevision
    self.index = index
  }

  /// Creates the candidate that a slice's endpoint is for one target port: `addEndpoints` of
  /// `pkg/proxy/endpointslicecache.go`, semantics.md 2.23.
  ///
  /// Returns nil when the endpoint has no address. Further addresses than the first are ignored.
  public init?(
    endpoint: EndpointFacts,
    port: Int,
    slice: ObjectReference,
    sliceRevision: Revision?,
    index: Int
  ) {
    guard let first = endpoint.addresses.first else { return nil }
    self.init(
      address: Self.canonicalAddress(first),
      port: port,
      endpoint: endpoint,
      slice: slice,
      sliceRevision: sliceRevision,
      index: index
    )
  }

  /// `IP:PORT`, or `[IP]:PORT` for IPv6: what kube-proxy identifies an endpoint by.
  public var addressAndPort: String {
    address.utf8.contains(58) ? "[\(address)]:\(port)" : "\(address):\(port)"
  }

  /// Returns an address as `ParseIPSloppy(…).String()` prints it, leading zeros being decimal; text
  /// that is no IP address stays as it is (semantics.md 2.23, 2.24).
  public static func canonicalAddress(_ text: String) -> String {
    IPAddress.isCanonicalIPv4(text) ? text : IPAddress(text)?.description ?? text
  }

  /// Returns what a slice offers to a Service port, in the slice's order: `endpointInfoByServicePort`
  /// of `pkg/proxy/endpointslicecache.go`, semantics.md 2.19, 2.23.
  ///
  /// - none where no slice port joins the Service port;
  /// - else one candidate for each endpoint with an address, ready or not.
  ///
  /// Whether kube-proxy uses the slice at all is `ProxyEligibility`'s business.
  public static func candidates(
    for port: ServiceFacts.Port,
    in slice: EndpointSliceFacts,
    endpoints: [EndpointFacts],
    reference: ObjectReference,
    revision: Revision?
  ) -> [EndpointCandidate] {
    guard let number = ServicePortJoin.slicePort(for: port, in: slice)?.number else { return [] }
    return endpoints.enumerated().compactMap { index, endpoint in
      EndpointCandidate(
        endpoint: endpoint,
        port: number,
        slice: reference,
        sliceRevision: revision,
        index: index
      )
    }
  }
}
