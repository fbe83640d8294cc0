internal import TopologyModel

/// The lists that the recorder is receiving, all of the same revision.
struct ListingState {
  /// The kinds that are still to be listed, the current one first.
  var kinds: [ResourceKind]
  /// The revision of the lists.
  let revision: UInt64
  /// When the current list is received; nil before it begins.
  var time: Int64?
  /// The places of the current list's objects, in the order of their names.
  var places: [Place] = []
  /// How many were listed.
  var position = 0

  /// Where an object is.
  struct Place {
    var index: Int
    /// Of a slice: which one of the workload at `index`.
    var slice = 0
  }
}
