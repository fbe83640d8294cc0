import TopologyModel

/// The published layout of an envelope under the chain hash (docs/reference/event-schema.md): a
/// version byte, then every field in fixed order, integers as eight bytes big-endian, texts as their
/// length (eight bytes) and UTF-8 bytes, an absent text as the length 2^64 - 1.
///
/// The first event of a feed has version 2, which says what the feed is, too.
enum EnvelopeLayout {
  static let version: UInt8 = 1
  static let describingVersion: UInt8 = 2

  /// The room that most envelopes take.
  private static let sizeExpected = 384

  static func bytes(
    of event: RecordedEvent,
    describing feed: FeedDescription? = nil
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(sizeExpected)
    bytes.append(feed == nil ? version : describingVersion)
    append(event.position.value, to: &bytes)
    append(event.cluster, to: &bytes)
    append(Int64(event.epoch), to: &bytes)
    append(event.feedIdentity, to: &bytes)
    append(event.recordedAt.nanoseconds, to: &bytes)
    append(event.observedAt.nanoseconds, to: &bytes)
    append(Int64(event.type.rawValue), to: &bytes)
    append(Int64(event.assertion.map { $0.rawValue } ?? -1), to: &bytes)
    append(Int64(event.evidence.flags), to: &bytes)
    append(Int64(event.object?.slot.kind.rawValue ?? 0), to: &bytes)
    append(event.object?.slot.namespace, to: &bytes)
    append(event.object?.slot.name, to: &bytes)
    append(event.object?.uid, to: &bytes)
    append(event.revision?.text, to: &bytes)
    guard let feed else { return bytes }
    append(feed.name, to: &bytes)
    append(feed.format, to: &bytes)
    append(feed.retention, to: &bytes)
    append(feed.kubernetesVersion, to: &bytes)
    return bytes
  }

  private static func append(_ integer: Int64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
  }

  private static func append(_ text: String?, to bytes: inout [UInt8]) {
    guard var text else {
      append(Int64(-1), to: &bytes)
      return
    }
    text.withUTF8 { utf8 in
      append(Int64(utf8.count), to: &bytes)
      bytes.append(contentsOf: utf8)
    }
  }
}
