internal import KubernetesObjects

/// Where the members of a long list stand in a content, so that its items can be parsed one by one.
struct ListOutline {
  /// How long a list must be for that; shorter ones are parsed as a whole.
  static let bytesMin = 16 << 20

  /// The bytes between the brackets of `items`.
  let items: Range<Int>
  /// Whether the list stands in a record of a recording, as its `list`.
  let isRecorded: Bool
  /// The other members of the list, names and values.
  private let others: [Range<Int>]
  /// The members of the record around the list.
  private let outer: [Range<Int>]
  private let scanner: ListScanner

  /// Finds the members of a document by their braces and quotes alone; nil where that is not an object
  /// with an array `items`, or one with such an object as its `list`, and nothing behind it.
  init?(_ bytes: ContentBytes, _ document: Range<Int>) {
    let scanner = ListScanner(bytes: bytes, end: document.upperBound)
    guard let (members, end) = scanner.object(at: document.lowerBound),
      scanner.skipBlank(end) == document.upperBound
    else { return nil }
    self.scanner = scanner
    if let found = Self.items(of: members, scanner) {
      (items, others) = found
      isRecorded = false
      outer = []
      return
    }
    guard let list = members.firstIndex(where: { $0.name == Array("\"list\"".utf8) }),
      let (inner, _) = scanner.object(at: members[list].value),
      let found = Self.items(of: inner, scanner)
    else { return nil }
    (items, others) = found
    isRecorded = true
    outer = members.enumerated().filter { $0.offset != list }.map { $0.element.range }
  }

  private static func items(
    of members: [ListScanner.Member],
    _ scanner: ListScanner
  ) -> (items: Range<Int>, others: [Range<Int>])? {
    let places = members.indices.filter { members[$0].name == Array("\"items\"".utf8) }
    guard places.count == 1, scanner.bytes[members[places[0]].value] == UInt8(ascii: "[") else {
      return nil
    }
    let others = members.indices.filter { $0 != places[0] }.map { members[$0].range }
    return (members[places[0]].value + 1..<members[places[0]].range.upperBound - 1, others)
  }

  /// The document with the first items of the list alone.
  func beginning(itemsMax: Int) -> [UInt8] {
    var found: [[UInt8]] = []
    var index = items.lowerBound
    while found.count < itemsMax, let item = next(from: &index) {
      found.append(scanner.bytes[item])
    }
    let comma = [UInt8(ascii: ",")]
    let items = Array("\"items\":[".utf8) + found.joined(separator: comma) + [UInt8(ascii: "]")]
    let list = Self.object(others.map { scanner.bytes[$0] } + [items])
    guard isRecorded else { return list }
    return Self.object(outer.map { scanner.bytes[$0] } + [Array("\"list\":".utf8) + list])
  }

  private static func object(_ members: [[UInt8]]) -> [UInt8] {
    [UInt8(ascii: "{")] + members.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "}")]
  }

  /// Moves past the next item and the comma behind it; nil at the end, and, short of that, where no
  /// value stands.
  func next(from index: inout Int) -> Range<Int>? {
    let start = scanner.skipBlank(index)
    index = start
    guard start < items.upperBound, let end = scanner.endOfValue(start), end > start else {
      return nil
    }
    let behind = scanner.skipBlank(end)
    guard behind >= items.upperBound || scanner.bytes[behind] == UInt8(ascii: ",") else {
      return nil
    }
    index = min(behind + 1, items.upperBound)
    return start..<end
  }
}
