internal import TopologyModel

/// An object of a record: what becomes an event, its time and type aside.
struct ReadObject {
  var reference: ObjectReference
  var revision: Revision
  var body: [UInt8]
  var facts: ObjectFacts
}
