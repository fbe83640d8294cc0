import KubernetesRules
import Testing
import TopologyModel

@Suite struct WatchFoldTests {
  private func object(_ name: String, _ uid: String, _ revision: String) -> WatchedObject {
    WatchedObject(reference: Sample.reference(name, kind: .pod, uid: uid), revision: revision)
  }

  private func fold(
    initial: Bool = false,
    filtered: Bool = false,
    _ records: WatchRecord...
  ) -> WatchFold {
    var fold = WatchFold(sendsInitialEvents: initial, isFiltered: filtered)
    for record in records { fold.apply(record) }
    return fold
  }

  @Test func anEqualRevisionChangesNothing() {
    let result = fold(.added(object("a", "1", "10")), .deleted(object("a", "1", "10")))
    #expect(result.live == [object("a", "1", "10")])
    #expect(result.deleted.isEmpty)
  }

  @Test func aStaleDeletionChangesNothing() {
    let result = fold(.added(object("a", "1", "10")), .deleted(object("a", "1", "9")))
    #expect(result.live == [object("a", "1", "10")])
    #expect(result.resumeFrom == "10")
  }

  @Test func anOlderIncarnationDoesNotComeBackUnderItsName() {
    let result = fold(.added(object("a", "2", "20")), .modified(object("a", "1", "10")))
    #expect(result.live == [object("a", "2", "20")])
    #expect(result.deleted.isEmpty)
  }

  @Test func deletingAFormerIncarnationLeavesTheLiveOne() {
    let result = fold(
      .added(object("a", "2", "20")),
      .deleted(object("a", "1", "15")),
      .deleted(object("a", "1", "15"))
    )
    #expect(result.live == [object("a", "2", "20")])
    #expect(result.deleted == [object("a", "1", "15")])
  }

  @Test func malformedRevisionsCountInOrderOfArrival() {
    let result = fold(.added(object("a", "1", "x9")), .modified(object("a", "1", "x1")))
    #expect(result.live == [object("a", "1", "x1")])
    #expect(result.resumeFrom == "x1")
    let again = fold(.added(object("a", "1", "x9")), .deleted(object("a", "1", "x9")))
    #expect(again.live.count == 1)
    #expect(fold(.added(object("a", "1", ""))).resumeFrom == nil)
  }

  @Test func objectsComeBackIntoAFilterButNotFromDeletion() {
    let records: [WatchRecord] = [
      .added(object("a", "1", "10")), .deleted(object("a", "1", "16")),
      .added(object("a", "1", "15")), .added(object("a", "1", "20")),
    ]
    var filtered = WatchFold(sendsInitialEvents: false, isFiltered: true)
    var plain = WatchFold(sendsInitialEvents: false, isFiltered: false)
    for record in records.prefix(3) { filtered.apply(record) }
    #expect(filtered.live.isEmpty && filtered.leftFilter == [object("a", "1", "16")])
    filtered.apply(records[3])
    #expect(filtered.live == [object("a", "1", "20")])
    #expect(filtered.leftFilter.isEmpty && filtered.deleted.isEmpty)
    for record in records { plain.apply(record) }
    #expect(plain.live.isEmpty && plain.deleted == [object("a", "1", "16")])
    #expect(plain.leftFilter.isEmpty)
  }

  @Test func aNameTakenAgainProvesDeletionEvenInAFilter() {
    let result = fold(
      filtered: true,
      .added(object("a", "1", "10")),
      .added(object("a", "2", "20"))
    )
    #expect(result.deleted == [object("a", "1", "20")])
    #expect(result.leftFilter.isEmpty)
  }

  @Test func objectsWithoutUIDComeBack() {
    let result = fold(
      .added(object("a", "", "10")),
      .deleted(object("a", "", "15")),
      .added(object("a", "", "20"))
    )
    #expect(result.live == [object("a", "", "20")])
  }

  @Test func bookmarksNeverMoveBackAndCarryNoState() {
    let result = fold(
      .added(object("a", "1", "10")),
      .bookmark(revision: "9", endsInitialEvents: false)
    )
    #expect(result.resumeFrom == "10")
    #expect(result.syncedAt == nil)
    let annotated = fold(.bookmark(revision: "9", endsInitialEvents: true))
    #expect(annotated.resumeFrom == "9")
    #expect(annotated.syncedAt == nil)
  }

  @Test func initialEventsEndWithTheAnnotatedBookmarkOnly() {
    let result = fold(
      initial: true,
      .added(object("a", "1", "30")),
      .bookmark(revision: "31", endsInitialEvents: false),
      .deleted(object("b", "2", "32"))
    )
    #expect(result.resumeFrom == nil && result.syncedAt == nil)
    let complete = fold(
      initial: true,
      .added(object("a", "1", "30")),
      .bookmark(revision: "31", endsInitialEvents: true),
      .modified(object("a", "1", "33"))
    )
    #expect(complete.resumeFrom == "33" && complete.syncedAt == "31")
  }

  @Test func whatInitialEventsOfALaterWatchLackIsGone() {
    var result = fold(
      .added(object("a", "1", "10")),
      .added(object("b", "2", "11")),
      .added(object("c", "3", "12"))
    )
    result.beginWatch(sendsInitialEvents: true)
    result.apply(.added(object("a", "1", "10")))
    result.apply(.added(object("c", "4", "15")))
    result.apply(.bookmark(revision: "20", endsInitialEvents: true))
    #expect(result.live == [object("a", "1", "10"), object("c", "4", "15")])
    #expect(Set(result.deleted) == [object("b", "2", "20"), object("c", "3", "15")])
    #expect(result.resumeFrom == "20")
    result.beginWatch(sendsInitialEvents: false)
    result.apply(.bookmark(revision: "21", endsInitialEvents: true))
    #expect(result.live.count == 2 && result.resumeFrom == "21")
  }

  @Test(arguments: [(410, ""), (410, "Expired"), (0, "Expired"), (0, "Gone")])
  func anExpiredResumePointIsLostUntilTheListing(code: Int, reason: String) {
    var result = fold(
      .added(object("a", "1", "10")),
      .added(object("b", "2", "11")),
      .error(code: code, reason: reason)
    )
    #expect(result.needsRelist && result.resumeFrom == nil)
    #expect(result.live.count == 2)
    result.apply(.bookmark(revision: "12", endsInitialEvents: false))
    #expect(result.resumeFrom == nil)
    result.apply(.listing(revision: "20", items: [object("a", "9", "15"), object("c", "3", "14")]))
    #expect(!result.needsRelist && result.resumeFrom == "20" && result.syncedAt == "20")
    #expect(result.live == [object("a", "9", "15"), object("c", "3", "14")])
    #expect(Set(result.deleted) == [object("a", "1", "15"), object("b", "2", "20")])
  }

  @Test func otherErrorsChangeNothing() {
    let result = fold(
      .added(object("a", "1", "10")),
      .error(code: 500, reason: "InternalError")
    )
    #expect(!result.needsRelist && result.resumeFrom == "10")
  }

  @Test func aListingOfAFilteredWatchTellsWhatLeftTheFilter() {
    let result = fold(
      filtered: true,
      .added(object("a", "1", "10")),
      .listing(revision: "20", items: [])
    )
    #expect(result.leftFilter == [object("a", "1", "20")] && result.deleted.isEmpty)
  }

  @Test func aListingOlderThanAnObjectSaysNothingOfIt() {
    let result = fold(.added(object("a", "1", "30")), .listing(revision: "20", items: []))
    #expect(result.live == [object("a", "1", "30")])
    #expect(result.resumeFrom == "20")
  }

  @Test func aListingWithTheSameRevisionIsANoOp() {
    let result = fold(
      .added(object("a", "1", "10")),
      .listing(revision: "10", items: [object("a", "1", "10")])
    )
    #expect(result.live == [object("a", "1", "10")] && result.deleted.isEmpty)
  }

  @Test func whatIsMissingFromAListingOfItsOwnRevisionIsGone() {
    let result = fold(.added(object("a", "1", "10")), .listing(revision: "10", items: []))
    #expect(result.deleted == [object("a", "1", "10")])
  }
}
