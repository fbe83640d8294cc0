internal import NIOCore
internal import TopologyModel

/// One version of an object, kept as the bytes that it was given in.
final class StoredObject: Sendable {
  let slot: ObjectSlot
  let labels: LabelSet
  let revision: Revision
  /// The text that the object stands in; shared by all objects of a file.
  private let text: [UInt8]
  /// Where the object stands in the text.
  private let range: Range<Int>
  /// Where the digits of `metadata.resourceVersion` stand.
  private let revisionRange: Range<Int>
  /// Where `kind` and `apiVersion` stand, commas included, in the order of the text.
  private let typeRanges: [Range<Int>]
  /// Whether both `kind` and `apiVersion` are there.
  private let hasType: Bool

  init(
    slot: ObjectSlot,
    labels: LabelSet,
    revision: Revision,
    text: [UInt8],
    range: Range<Int>,
    revisionRange: Range<Int>,
    typeRanges: [Range<Int>],
    hasType: Bool
  ) {
    self.slot = slot
    self.labels = labels
    self.revision = revision
    self.text = text
    self.range = range
    self.revisionRange = revisionRange
    self.typeRanges = typeRanges
    self.hasType = hasType
  }

  /// The number of the bytes that the object was given in.
  var byteCount: Int { range.count }

  /// The bytes as they were given.
  var bytes: ArraySlice<UInt8> { text[range] }

  /// Writes the object as watches show it: as it was given, `kind` and `apiVersion` put before it
  /// where it came from a list and has none.
  ///
  /// A revision takes the place of the object's own, as for an object that left a filter.
  func write(to buffer: inout ByteBuffer, at revision: Revision? = nil) {
    var position = range.lowerBound
    if !hasType {
      position += 1
      let type = StandInResource(slot.kind)
      buffer.writeString("{\"kind\":\"\(type.kindName)\",\"apiVersion\":\"\(type.apiVersion)\",")
    }
    if let revision {
      buffer.writeBytes(text[position..<revisionRange.lowerBound])
      buffer.writeString(revision.text)
      position = revisionRange.upperBound
    }
    buffer.writeBytes(text[position..<range.upperBound])
  }

  /// Writes the object as lists show it: without `kind` and `apiVersion`.
  func writeListItem(to buffer: inout ByteBuffer) {
    var position = range.lowerBound
    for typeRange in typeRanges {
      buffer.writeBytes(text[position..<typeRange.lowerBound])
      position = typeRange.upperBound
    }
    buffer.writeBytes(text[position..<range.upperBound])
  }
}
