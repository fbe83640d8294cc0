public import Projections
public import TopologyModel

/// Says of many addresses, each at an instant, what held them: the same as the question `owners of
/// ip` says of one.
///
/// An address is looked up in the store once and kept in memory, within bounds: then it costs a
/// look-up and a binary search.
public final class AttributionIndex {
  /// About how many bytes of what was read are kept.
  public static let cacheBytesMax = 1 << 29

  /// The cluster.
  public let cluster: String
  /// What the answers rest on.
  public let basis: Basis
  /// When each epoch began, ascending; nothing for a cluster of which nothing is known.
  private let begins: [Int64]
  private var epochs: [AttributionEpoch]
  private let restriction: AccessRestriction

  /// Creates the index of a cluster that the store has.
  ///
  /// With a `restriction` to namespaces, only what they have is looked at, and no Nodes. Where none of
  /// that held an address, there is no owner: who else did, or that nobody did, is not told.
  ///
  /// Throws what the reads throw.
  public init(
    _ reads: any AttributionReads,
    cluster: String,
    restriction: AccessRestriction = .none,
    bytesMax: Int = AttributionIndex.cacheBytesMax
  ) throws {
    self.cluster = cluster
    self.restriction = restriction
    basis = reads.basis
    let found = try reads.epochs(of: cluster)
    begins = found.map { $0.begunAt.nanoseconds }
    epochs = try found.enumerated().map { index, epoch in
      try AttributionEpoch(
        reads,
        epoch.context,
        restriction,
        end: index + 1 < found.count ? found[index + 1].begunAt.nanoseconds : nil,
        bytesMax: bytesMax / found.count
      )
    }
  }

  /// About how many bytes of what was read are kept now.
  public var byteCount: Int { epochs.reduce(0) { $0 + $1.byteCount } }

  /// What is known of an address at an instant, and of a port there where one is given.
  ///
  /// Throws what the reads throw.
  public func attribution(
    of address: AddressKey,
    at instant: Instant,
    port: Int32? = nil
  ) throws -> Attribution {
    let time = instant.nanoseconds
    // The latest epoch begun by then, or the first one.
    var index = begins.count - 1
    while index > 0, begins[index] > time { index -= 1 }
    guard index >= 0 else {
      let content = AttributionRemarks.Content(
        notes: [NoteCode.notObserved.rawValue]
          + (restriction.namespaces == nil ? [] : [Attribution.restricted]),
        isObserved: false
      )
      return Attribution(owner: nil, remarks: AttributionRemarks(content))
    }
    return try epochs[index].attribution(of: address, at: time, port: port ?? -1)
  }
}
