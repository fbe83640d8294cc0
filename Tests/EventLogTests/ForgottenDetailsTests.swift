import EventLog
import Testing
import TopologyModel

/// What a `forgotten` event says, as bytes.
@Suite("details of a forgotten event")
struct ForgottenDetailsTests {
  private static func details(
    delivered: [LogPosition]?,
    ends: [ForgottenDetails.End]?
  ) throws -> ForgottenDetails {
    let revision = try #require(Revision("30"))
    return ForgottenDetails(
      before: Instant(nanoseconds: 7),
      eventCount: 5,
      base: ForgottenDetails.Base(
        position: LogPosition(6),
        hash: .genesis,
        recordedAt: Instant(nanoseconds: 8),
        digest: .genesis
      ),
      feeds: [],
      epoch: 1,
      unsharedFrom: nil,
      steps: [.init(kind: .pod, revision: revision, toldAt: Instant(nanoseconds: 6))],
      listed: [.init(kind: .pod, namespace: "shop", revision: revision)],
      delivered: delivered,
      ends: ends
    )
  }

  @Test("they are read as they were written")
  func roundTrip() throws {
    let revision = try #require(Revision("31"))
    let end = ForgottenDetails.End(
      kind: .pod,
      uid: "a-1",
      revision: revision,
      provenAt: Instant(nanoseconds: 5)
    )
    let details = try Self.details(delivered: [LogPosition(3)], ends: [end])
    #expect(try ForgottenDetails(decoding: details.encoded()) == details)
  }

  @Test("those of earlier versions end before the fields that came later")
  func earlierLayouts() throws {
    let first = try Self.details(delivered: nil, ends: nil)
    let second = try Self.details(delivered: [LogPosition(3)], ends: nil)
    let third = try Self.details(delivered: [LogPosition(3)], ends: [])
    #expect(second.encoded().starts(with: first.encoded()))
    #expect(third.encoded().starts(with: second.encoded()))
    for details in [first, second, third] {
      #expect(try ForgottenDetails(decoding: details.encoded()) == details)
    }
  }
}
