internal import TopologyModel

/// A list that a recording has of one kind.
struct RecordedListing {
  var revision: Revision
  var objects: [ObjectSlot: StoredObject]
}
