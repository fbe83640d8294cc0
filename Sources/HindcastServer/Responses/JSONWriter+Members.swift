internal import Diagnostics
internal import EventLog
internal import TopologyModel

extension JSONWriter {
  /// Writes a member with an instant; null for none.
  mutating func member(_ name: String, _ instant: Instant?) {
    key(name)
    if let instant { write(instant.description) } else { writeNull() }
  }

  /// Writes a member with the last event and its hash.
  mutating func member(
    _ name: String,
    head: (position: LogPosition, hash: ChainHash)
  ) {
    key(name)
    object { json in
      json.member("event", head.position.value)
      json.member("hash", head.hash.description)
    }
  }
}
