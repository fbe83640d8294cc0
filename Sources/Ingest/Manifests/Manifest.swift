internal import TopologyModel

/// An object as somebody wrote it, without the UID and the revision that a cluster gives it.
struct Manifest {
  /// The object, its UID empty.
  var reference: ObjectReference
  /// What the log keeps of it.
  var body: [UInt8]
  /// What it says.
  var facts: ObjectFacts
}
