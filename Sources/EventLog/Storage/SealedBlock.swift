/// Bodies of one part of the log that were laid out and compressed together.
///
/// The content is how many bodies there are, then for each the difference of its position from the one
/// before and its size, then the bodies in that order.
final class SealedBlock: Sendable {
  /// The most bytes of the bodies of a block, so that reading one of them decodes no more.
  static let bytesMax = 2 << 20
  /// The most bytes of a block's content: of the bodies, and of their places.
  static let contentBytesMax = bytesMax + Sealing.partEventsMax * 20 + 10
  /// The longest body that is put into a block; a longer one stays where it is.
  static let bodyBytesMax = 1 << 20

  private let content: [UInt8]
  private let places: [Int64: Range<Int>]

  /// The size of the content.
  var byteCount: Int { content.count }

  /// Reads the places of the bodies; nil where the content is none.
  init?(content: [UInt8]) {
    self.content = content
    var reader = ByteReader(content)
    guard let places = try? Self.places(&reader, byteCount: content.count) else { return nil }
    self.places = places
  }

  private static func places(
    _ reader: inout ByteReader,
    byteCount: Int
  ) throws(ByteReader.Failure) -> [Int64: Range<Int>] {
    var sizes: [(position: Int64, size: Int)] = []
    var position: Int64 = 0
    var rest = UInt64(byteCount)
    for _ in 0..<(try reader.unsigned()) {
      let (next, isOverflow) = position.addingReportingOverflow(try reader.integer())
      let size = try reader.unsigned()
      guard !isOverflow, size <= rest else { throw .malformed }
      rest -= size
      position = next
      sizes.append((position, Int(size)))
    }
    var start = byteCount - sizes.reduce(0) { $0 + $1.size }
    guard start == reader.offset else { throw .malformed }
    var places: [Int64: Range<Int>] = [:]
    for (position, size) in sizes {
      guard places.updateValue(start..<start + size, forKey: position) == nil else {
        throw .malformed
      }
      start += size
    }
    return places
  }

  /// The body of an event; nil where it is not here.
  func body(at position: Int64) -> [UInt8]? { places[position].map { Array(content[$0]) } }

  /// How many bodies there are.
  var bodyCount: Int { places.count }

  /// The first position of which there is a body.
  var firstPosition: Int64 { places.keys.min() ?? 0 }

  /// The bodies of the events that a filter takes, in the order in which they lie.
  func bodies(
    of isTaken: (Int64) throws -> Bool
  ) rethrows -> [(position: Int64, body: [UInt8])] {
    try places.sorted { ($0.value.lowerBound, $0.key) < ($1.value.lowerBound, $1.key) }
      .filter { try isTaken($0.key) }
      .map { ($0.key, Array(content[$0.value])) }
  }

  /// Lays bodies out.
  static func content(of bodies: [(position: Int64, body: [UInt8])]) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(unsigned: UInt64(bodies.count))
    var last: Int64 = 0
    for (position, body) in bodies {
      writer.write(integer: position - last)
      writer.write(unsigned: UInt64(body.count))
      last = position
    }
    var content = writer.bytes
    content.reserveCapacity(bodies.reduce(content.count) { $0 + $1.body.count })
    for (_, body) in bodies { content += body }
    return content
  }
}
