public import TopologyModel

/// A stretch of revisions over which a slice listed an address first in an endpoint.
public struct AddressListing: Hashable, Sendable {
  /// The slice's number.
  public var sliceID: Int64
  /// The revisions `[from, until)`; open while nothing is known to have ended it.
  public var validity: HalfOpenInterval<Revision>
}
