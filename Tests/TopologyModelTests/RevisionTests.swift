import Testing
import TopologyModel

@Suite("revision")
struct RevisionTests {
  @Test(
    "decimal digits without a leading zero are a revision",
    arguments: ["1", "9", "10", "48213", "18446744073709551616", "100000000000000000000000000000"]
  )
  func wellFormed(text: String) throws {
    let revision = try #require(Revision(text))
    #expect(revision.text == text)
    #expect(revision.description == text)
    #expect(Revision(sortKey: revision.sortKey) == revision)
    #expect(Revision(packedKey: revision.packedKey) == revision)
  }

  @Test(
    "other text is none",
    arguments: [
      "", "0", "00", "01", "+1", "-1", "1.0", "1a", "a1", " 1", "1 ", "1_000", "0x10", "١", "１",
      "1\u{0}", "1\u{301}",
    ]
  )
  func malformed(text: String) {
    #expect(Revision(text) == nil)
  }

  @Test("a revision has at most 255 digits")
  func longest() {
    #expect(Revision.digitsMax == 255)
    #expect(Revision(String(repeating: "9", count: 255)) != nil)
    #expect(Revision(String(repeating: "9", count: 256)) == nil)
  }

  @Test("the shorter revision is the earlier one, then bytes decide")
  func order() {
    let texts = [
      "1", "2", "9", "10", "11", "99", "100", "9223372036854775808", "10000000000000000000",
    ]
    let revisions = texts.compactMap { Revision($0) }
    #expect(revisions.count == texts.count)
    #expect(revisions.reversed().sorted() == revisions)
    #expect(revisions.first == .lowest)
    #expect(!(Revision.lowest < Revision.lowest))
  }

  @Test("sort keys are ordered, byte by byte, as their revisions are")
  func sortKeys() throws {
    var numbers = SeededNumbers(seed: 6)
    let revisions = try (0..<400).map { _ in
      let count = Int.random(in: 1...6, using: &numbers)
      let head = Int.random(in: 1...9, using: &numbers)
      let tail = (1..<count).map { _ in String(Int.random(in: 0...9, using: &numbers)) }
      return try #require(Revision("\(head)\(tail.joined())"))
    }
    for (left, right) in zip(revisions, revisions.dropFirst()) {
      #expect((left < right) == left.sortKey.lexicographicallyPrecedes(right.sortKey))
      #expect((left < right) == ((Int(left.text) ?? 0) < (Int(right.text) ?? 0)))
      #expect((left == right) == (left.sortKey == right.sortKey))
      #expect((left < right) == left.packedKey.lexicographicallyPrecedes(right.packedKey))
      #expect((left == right) == (left.packedKey == right.packedKey))
      #expect(Revision(packedKey: left.packedKey) == left)
    }
    let byKey = revisions.sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
    #expect(byKey == revisions.sorted())
    let long = try #require(Revision(String(repeating: "1", count: 255)))
    let short = try #require(Revision(String(repeating: "9", count: 254)))
    #expect(short.sortKey.lexicographicallyPrecedes(long.sortKey))
    #expect(short.packedKey.lexicographicallyPrecedes(long.packedKey))
    #expect(Revision(packedKey: long.packedKey) == long)
  }

  @Test("a packed key has two digits to a byte")
  func packed() throws {
    #expect(Revision("7")?.packedKey == [1, 7])
    #expect(Revision("83477")?.packedKey == [5, 8, 34, 77])
    #expect(Revision("100")?.packedKey == [3, 1, 0])
    #expect(Revision("4809")?.packedKey == [4, 48, 9])
  }

  @Test(
    "bytes that are no packed key give no revision",
    arguments: [
      [], [0], [1], [1, 0], [1, 10], [2, 9], [2, 100], [3, 10, 0], [3, 1, 100], [3, 1], [4, 10],
      [1, 1, 1], [255],
    ]
  )
  func badPackedKey(bytes: [UInt8]) {
    #expect(Revision(packedKey: bytes) == nil)
  }

  @Test(
    "bytes that are no sort key give no revision",
    arguments: [[], [0], [1], [1, 48], [2, 48, 49], [2, 49], [1, 49, 49], [1, 97], [1, 255]]
  )
  func badSortKey(bytes: [UInt8]) {
    #expect(Revision(sortKey: bytes) == nil)
  }

  @Test("the revision before a number is the number less one")
  func predecessor() throws {
    for number in 2...2100 {
      let revision = try #require(Revision(String(number)))
      let predecessor = try #require(revision.predecessor)
      #expect(predecessor.text == String(number - 1))
      #expect(predecessor < revision)
    }
  }

  @Test(
    "large revisions have predecessors, too",
    arguments: [
      ("10000000000000000000000", "9999999999999999999999"),
      ("18446744073709551616", "18446744073709551615"),
      ("20000000000000000000000", "19999999999999999999999"),
    ]
  )
  func largePredecessor(text: String, expected: String) throws {
    #expect(try #require(Revision(text)).predecessor == Revision(expected))
  }

  @Test("there is none before the lowest")
  func lowest() {
    #expect(Revision.lowest.text == "1")
    #expect(Revision.lowest.predecessor == nil)
  }
}
