import Testing
import TopologyModel

@testable import Audit

/// Numbers and times in words.
@Suite("report texts")
struct ReportTextTests {
  @Test(
    "a percentage is cut, and neither all nor nothing is claimed of a part",
    arguments: [
      (9, 1000, "0.900 %"), (29, 100, "29.000 %"), (57, 100, "57.000 %"), (1, 3, "33.333 %"),
      (2, 3, "66.666 %"), (1, 1_000_000, "under 0.001 %"), (1, .max, "under 0.001 %"),
      (.max - 1, .max, "99.999 %"), (999_999, 1_000_000, "99.999 %"), (0, 7, "0 %"),
      (7, 7, "100 %"),
    ] as [(Int64, Int64, String)]
  )
  func percent(_ part: Int64, _ whole: Int64, _ text: String) {
    #expect(ReportText.percent(ReportText.share(part, of: whole)) == text)
  }

  @Test("lengths and sums are held at the end of the range")
  func lengths() {
    let (first, last) = (Instant(nanoseconds: .min), Instant(nanoseconds: .max))
    #expect(Stretch(from: first, until: last).length == .max)
    #expect(Stretch(from: last, until: first).length == 0)
    #expect(ReportText.sum([.max, 1]) == .max)
    #expect(!ReportRequest.isSpan(from: first, to: last))
    #expect(!ReportRequest.isSpan(from: last, to: last))
    let longest = Instant(nanoseconds: ReportRequest.spanMax)
    #expect(ReportRequest.isSpan(from: Instant(nanoseconds: 0), to: longest))
  }

  @Test("a DNS zone is made of labels")
  func zones() {
    for zone in ["cluster.local", "cluster.local.", "x", "a-b.C1"] {
      #expect(ReportRequest.isDNSZone(zone), "\(zone)")
    }
    for zone in ["", ".", "a..b", "-a.b", "a-", "a b", String(repeating: "a", count: 64)] {
      #expect(!ReportRequest.isDNSZone(zone), "\(zone)")
    }
  }
}
