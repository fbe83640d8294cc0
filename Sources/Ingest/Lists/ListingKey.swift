internal import TopologyModel

/// What names a listing in the sessions file of a recording.
struct ListingKey: Hashable {
  var kind: ResourceKind
  var revision: Revision
}
