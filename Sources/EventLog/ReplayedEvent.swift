package import TopologyModel

/// An event of the log with its body, as a replay gives it.
package struct ReplayedEvent: Sendable {
  /// The event.
  package var stored: StoredEvent
  /// Its body; nothing for `seen`.
  package var body: [UInt8]
  /// The SHA-256 of the body, where it was worked out ahead; else nothing.
  package var digest: [UInt8]
  /// What the body says of the object, where it was read ahead.
  package var facts: ObjectFacts?
}
