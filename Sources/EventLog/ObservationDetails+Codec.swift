import TopologyModel

extension ObservationDetails {
  /// The layout's number; docs/reference/event-schema.md describes it.
  private static let layout: UInt8 = 1

  /// The details as the body of an observation event.
  package func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(byte: Self.layout)
    writer.write(byte: UInt8(kind.rawValue))
    writer.write(byte: namespace == nil ? 0 : 1)
    writer.write(text: namespace ?? "")
    writer.write(text: selector)
    writer.write(integer: sessionStart.nanoseconds)
    writer.write(unsigned: UInt64(ordinal))
    writer.write(byte: isImplied ? 1 : 0)
    writer.write(text: reason)
    writer.write(unsigned: UInt64(members.count))
    for member in members {
      writer.write(text: member.uid)
      writer.write(text: member.revision.text)
    }
    return writer.bytes
  }

  /// Reads details back; throws `ByteReader.Failure` for bytes that are none.
  package init(decoding bytes: [UInt8]) throws(ByteReader.Failure) {
    var reader = ByteReader(bytes)
    guard try reader.byte() == Self.layout,
      let kind = ResourceKind(rawValue: Int(try reader.byte()))
    else { throw .malformed }
    self.kind = kind
    let hasNamespace = try reader.byte() == 1
    let namespace = try reader.text()
    self.namespace = hasNamespace ? namespace : nil
    selector = try reader.text()
    sessionStart = Instant(nanoseconds: try reader.integer())
    ordinal = Int(truncatingIfNeeded: try reader.unsigned())
    isImplied = try reader.byte() == 1
    reason = try reader.text()
    let count = try reader.unsigned()
    var members: [Member] = []
    for _ in 0..<count {
      let uid = try reader.text()
      guard let revision = Revision(try reader.text()) else { throw .malformed }
      members.append(Member(uid: uid, revision: revision))
    }
    self.members = members
  }
}
