import Diagnostics
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("display zones")
struct DisplayZoneTests {
  /// Central Europe in 2026: the clock is set back on October 25 at 01:00 UTC.
  private static let berlin = DisplayZone(name: "Europe/Berlin") { instant in
    guard let change = Instant(rfc3339: "2026-10-25T01:00:00Z") else { return 0 }
    return instant < change ? 7200 : 3600
  }

  @Test(
    "an instant has the offset that holds then, so that the hour that comes twice is told apart",
    arguments: [
      ("2026-10-25T00:30:00.123456789Z", "2026-10-25T02:30:00.123456789+02:00"),
      ("2026-10-25T01:30:00.5Z", "2026-10-25T02:30:00.5+01:00"),
      ("2026-10-25T23:30:00Z", "2026-10-26T00:30:00+01:00"),
    ]
  )
  func offset(_ utc: String, _ local: String) throws {
    let instant = try #require(Instant(rfc3339: utc))
    #expect(Self.berlin.text(instant) == local)
    #expect(Instant(rfc3339: local) == instant)
    #expect(DisplayZone.utc.text(instant) == utc)
  }

  @Test("offsets west of Greenwich, of half hours, and of seconds keep the instant")
  func offsets() throws {
    let instant = Sample.time(0)
    func text(_ seconds: Int) -> String {
      DisplayZone(name: "x") { _ in seconds }.text(instant)
    }
    #expect(text(-12_600) == "1969-12-31T20:30:00-03:30")
    #expect(text(-1_800) == "1969-12-31T23:30:00-00:30")
    #expect(text(3_208) == "1970-01-01T00:53:00+00:53")
    #expect(text(1_000_000) == "1970-01-01T23:59:00+23:59")
  }

  @Test("the ends of what nanoseconds can count stay in UTC")
  func ends() {
    for nanoseconds in [Int64.min, .max] {
      let instant = Instant(nanoseconds: nanoseconds)
      for offset in [3600, -3600] {
        let text = DisplayZone(name: "x") { _ in offset }.text(instant)
        #expect(Instant(rfc3339: text) == instant, "\(text)")
      }
    }
  }

  @Test("formats for people write instants in the zone and name it, formats for programs do not")
  func formats() throws {
    let note = Note(
      .notObserved,
      "pods of `1970-01-01T00:00:01Z` were not observed from 1970-01-01T00:00:01Z, it seems"
    )
    let answer = Sample.answer(
      time: .span(from: Sample.time(0), until: Sample.time(60)),
      notes: [note],
      columns: [Column("name", .text, isKey: true), Column("since", .instant)],
      rows: [Sample.row([.text("a"), .instant(Sample.time(3))], from: 2)]
    )
    let zone = DisplayZone(name: "Asia/Tokyo") { _ in 32_400 }
    for format in AnswerFormat.allCases {
      let text = format.text(answer, display: DisplayOptions(zone: zone))
      guard format.isForPeople else {
        #expect(text == format.text(answer), "\(format)")
        continue
      }
      #expect(text.contains("1970-01-01T09:00:02+09:00"), "\(format)")
      #expect(text.contains("times in Asia/Tokyo"), "\(format)")
      #expect(text.contains("1970-01-01T00:00:01Z\\`") || text.contains("1970-01-01T00:00:01Z` "))
      #expect(text.contains("from 1970-01-01T09:00:01+09:00, it seems"), "\(format)")
      #expect(!text.contains("00:00:02Z"), "\(format)")
    }
  }
}
