import Testing
import TopologyModel

@testable import Ingest

@Suite("The initial listing that nothing marks")
struct AddedRunTests {
  private func length(_ revisions: [Int], followedBy next: Int? = nil) -> Int {
    AddedRun.unmarkedItemCount(
      of: (revisions + [next].compactMap { $0 }).compactMap { Revision(String($0)) },
      isFollowed: next != nil
    )
  }

  @Test("is the shortest prefix below all later revisions, the later ones ascending")
  func shortest() {
    #expect(length([]) == 0)
    #expect(length([5]) == 0)
    #expect(length([5, 6, 7], followedBy: 9) == 0)
    #expect(length([9, 5], followedBy: 12) == 2)
    #expect(length([9, 5, 10, 11], followedBy: 12) == 2)
    #expect(length([9, 5, 7, 8, 11], followedBy: 12) == 4)
    #expect(length([9, 5, 7, 8]) == 4)
    #expect(length([9, 9], followedBy: 10) == 2)
    #expect(length([100, 20, 99, 101, 102]) == 3)
  }

  @Test("is never longer than the run, whatever follows")
  func bounded() {
    #expect(length([9, 5], followedBy: 3) == 2)
    #expect(length([5, 6], followedBy: 3) == 2)
  }
}
