import TopologyModel

extension AuditEntry {
  /// The layout's number; docs/reference/event-schema.md describes it.
  private static let layout: UInt8 = 1

  /// The entry as the body of an `audited` event.
  package func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(byte: Self.layout)
    writer.write(byte: UInt8(stage.rawValue))
    writer.write(byte: UInt8(slot.kind.rawValue))
    writer.write(text: verb)
    writer.write(text: subresource)
    writer.write(text: user)
    writer.write(text: impersonatedUser ?? "")
    writer.write(text: agent)
    writer.write(text: slot.namespace)
    writer.write(text: slot.name)
    writer.write(text: uid)
    writer.write(text: precondition?.text ?? "")
    writer.write(text: revision?.text ?? "")
    writer.write(unsigned: UInt64(max(code, 0)))
    writer.write(integer: requestedAt.nanoseconds)
    writer.write(integer: answeredAt.nanoseconds)
    writer.write(text: auditID)
    return writer.bytes
  }

  /// Reads an entry back; throws `ByteReader.Failure` for bytes that are none.
  package init(decoding bytes: [UInt8]) throws(ByteReader.Failure) {
    var reader = ByteReader(bytes)
    guard try reader.byte() == Self.layout,
      let stage = Stage(rawValue: Int(try reader.byte())),
      let kind = ResourceKind(rawValue: Int(try reader.byte()))
    else { throw .malformed }
    self.stage = stage
    verb = try reader.text()
    subresource = try reader.text()
    user = try reader.text()
    let impersonated = try reader.text()
    impersonatedUser = impersonated.isEmpty ? nil : impersonated
    agent = try reader.text()
    let namespace = try reader.text()
    slot = ObjectSlot(kind: kind, namespace: namespace, name: try reader.text())
    uid = try reader.text()
    precondition = try Self.revision(&reader)
    revision = try Self.revision(&reader)
    code = Int(truncatingIfNeeded: try reader.unsigned())
    requestedAt = Instant(nanoseconds: try reader.integer())
    answeredAt = Instant(nanoseconds: try reader.integer())
    auditID = try reader.text()
    guard reader.isAtEnd else { throw .malformed }
  }

  private static func revision(
    _ reader: inout ByteReader
  ) throws(ByteReader.Failure) -> Revision? {
    let text = try reader.text()
    guard !text.isEmpty else { return nil }
    guard let revision = Revision(text) else { throw .malformed }
    return revision
  }
}
