import TopologyModel

/// One address of one endpoint of a slice.
struct SliceAddress {
  /// The endpoint's place in the slice.
  let endpoint: Int
  /// The address's place in the endpoint.
  let place: Int
  /// The address as it was written.
  let text: String
  /// The address as it was read; nil where it is none, such as a domain name.
  let address: IPAddress?
}
