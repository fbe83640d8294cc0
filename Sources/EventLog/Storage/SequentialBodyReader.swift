package import TopologyModel

/// Reads the bodies of many events in order, keeping those that later ones build on.
package struct SequentialBodyReader {
  let reader: BodyReader

  /// The body of an event; throws `EventLogError.corrupt` when it cannot be read.
  package func body(at position: LogPosition) throws -> [UInt8] {
    try reader.body(at: position.value)
  }
}
