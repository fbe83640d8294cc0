internal import TopologyModel

/// A member of a list whose body could not be read: only what the list says of it.
struct UnreadMember: Hashable {
  var reference: ObjectReference
  var revision: Revision
}
