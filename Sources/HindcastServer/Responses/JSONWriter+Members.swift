internal import Diagnostics
internal import EventLog
internal import TopologyModel

extension JSONWriter {
  /// Writes a member with a text.
  mutating func member(_ name: String, _ text: String) {
    key(name)
    write(text)
  }

  /// Writes a member with a whole number.
  mutating func member(_ name: String, _ number: some BinaryInteger) {
    key(name)
    write(number)
  }

  /// Writes a member with a number.
  mutating func member(_ name: String, _ number: Double) {
    key(name)
    write(number)
  }

  /// Writes a member that is true or false.
  mutating func member(_ name: String, _ flag: Bool) {
    key(name)
    write(flag)
  }

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
