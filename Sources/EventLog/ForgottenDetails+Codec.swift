import TopologyModel

extension ForgottenDetails {
  /// The layout's number; docs/reference/event-schema.md describes it.
  private static let layout: UInt8 = 1

  /// The details as the body of a `forgotten` event.
  package func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(byte: Self.layout)
    writer.write(integer: before.nanoseconds)
    writer.write(unsigned: UInt64(eventCount))
    writer.write(integer: base.position.value)
    writer.write(text: base.hash.description)
    writer.write(integer: base.recordedAt.nanoseconds)
    writer.write(text: base.digest.description)
    writer.write(unsigned: UInt64(feeds.count))
    for feed in feeds {
      writer.write(text: feed.cluster)
      writer.write(text: feed.identity)
      writer.write(text: feed.name)
      writer.write(text: feed.format)
      writer.write(text: feed.retention)
      writer.write(text: feed.kubernetesVersion)
    }
    writer.write(unsigned: UInt64(epoch))
    writer.write(integer: unsharedFrom?.value ?? 0)
    writer.write(unsigned: UInt64(steps.count))
    for step in steps {
      writer.write(byte: UInt8(step.kind.rawValue))
      writer.write(text: step.revision.text)
      writer.write(integer: step.toldAt.nanoseconds)
    }
    writer.write(unsigned: UInt64(listed.count))
    for entry in listed {
      writer.write(byte: UInt8(entry.kind.rawValue))
      writer.write(byte: entry.namespace == nil ? 0 : 1)
      writer.write(text: entry.namespace ?? "")
      writer.write(text: entry.revision.text)
    }
    if let delivered {
      writer.write(unsigned: UInt64(delivered.count))
      for opening in delivered { writer.write(integer: opening.value) }
    }
    if delivered != nil, let ends {
      writer.write(unsigned: UInt64(ends.count))
      for end in ends {
        writer.write(byte: UInt8(end.kind.rawValue))
        writer.write(text: end.uid)
        writer.write(text: end.revision.text)
        writer.write(integer: end.provenAt.nanoseconds)
      }
    }
    return writer.bytes
  }

  /// Reads details back; throws `ByteReader.Failure` for bytes that are none.
  package init(decoding bytes: [UInt8]) throws(ByteReader.Failure) {
    var reader = ByteReader(bytes)
    guard try reader.byte() == Self.layout else { throw .malformed }
    before = Instant(nanoseconds: try reader.integer())
    eventCount = Int(truncatingIfNeeded: try reader.unsigned())
    let position = LogPosition(try reader.integer())
    let hash = ChainHash(hexadecimal: try reader.text())
    let recordedAt = Instant(nanoseconds: try reader.integer())
    guard let hash, let digest = ChainHash(hexadecimal: try reader.text()) else {
      throw .malformed
    }
    base = Base(position: position, hash: hash, recordedAt: recordedAt, digest: digest)
    feeds = []
    for _ in 0..<(try reader.unsigned()) { feeds.append(try Self.feed(&reader)) }
    epoch = Int(truncatingIfNeeded: try reader.unsigned())
    let unshared = try reader.integer()
    unsharedFrom = unshared > 0 ? LogPosition(unshared) : nil
    steps = []
    for _ in 0..<(try reader.unsigned()) {
      let kind = try Self.kind(&reader)
      guard let revision = Revision(try reader.text()) else { throw .malformed }
      let toldAt = Instant(nanoseconds: try reader.integer())
      steps.append(Step(kind: kind, revision: revision, toldAt: toldAt))
    }
    listed = []
    for _ in 0..<(try reader.unsigned()) {
      let kind = try Self.kind(&reader)
      let hasNamespace = try reader.byte() == 1
      let namespace = try reader.text()
      guard let revision = Revision(try reader.text()) else { throw .malformed }
      listed.append(
        Listed(kind: kind, namespace: hasNamespace ? namespace : nil, revision: revision)
      )
    }
    // The layout grew at its end.
    guard !reader.isAtEnd else { return }
    var openings: [LogPosition] = []
    for _ in 0..<(try reader.unsigned()) { openings.append(LogPosition(try reader.integer())) }
    delivered = openings
    guard !reader.isAtEnd else { return }
    ends = []
    for _ in 0..<(try reader.unsigned()) { ends?.append(try Self.end(&reader)) }
  }

  private static func kind(_ reader: inout ByteReader) throws(ByteReader.Failure) -> ResourceKind {
    guard let kind = ResourceKind(rawValue: Int(try reader.byte())) else { throw .malformed }
    return kind
  }

  private static func end(_ reader: inout ByteReader) throws(ByteReader.Failure) -> End {
    let kind = try kind(&reader)
    let uid = try reader.text()
    guard let revision = Revision(try reader.text()) else { throw .malformed }
    let provenAt = Instant(nanoseconds: try reader.integer())
    return End(kind: kind, uid: uid, revision: revision, provenAt: provenAt)
  }

  private static func feed(
    _ reader: inout ByteReader
  ) throws(ByteReader.Failure) -> FeedDescription {
    FeedDescription(
      cluster: try reader.text(),
      identity: try reader.text(),
      name: try reader.text(),
      format: try reader.text(),
      retention: try reader.text(),
      kubernetesVersion: try reader.text()
    )
  }
}
