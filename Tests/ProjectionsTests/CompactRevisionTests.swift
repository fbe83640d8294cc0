import Projections
import Testing
import TopologyModel

@Suite struct CompactRevisionTests {
  private let texts = [
    "1", "9", "10", "999999999999999999", "1000000000000000000", "9223372036854775808",
    "100000000000000000000000",
  ]

  @Test func `a compact revision is read back as it was`() {
    #expect(texts.map { Revision($0).map { CompactRevision($0).revision.text } } == texts)
  }

  @Test func `compact revisions are ordered as revisions are`() {
    let revisions = texts.compactMap { Revision($0) }
    let shuffled = [5, 2, 0, 6, 3, 1, 4].map { CompactRevision(revisions[$0]) }
    #expect(shuffled.sorted().map(\.revision) == revisions)
    #expect(revisions.sorted() == revisions)
  }

  @Test func `only revisions of at most 18 digits are numbers`() {
    let numbers = texts.compactMap { Revision($0) }.map { CompactRevision($0) }.filter {
      if case .number = $0 { true } else { false }
    }
    #expect(numbers == [.number(1), .number(9), .number(10), .number(999_999_999_999_999_999)])
  }
}
