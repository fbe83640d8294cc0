import Foundation
import HindcastTestSupport
import QueryEngine
import Testing
import TopologyModel

@testable import Audit

/// The outage of the recording `outage`, against what the driver that made it wrote down.
@Suite("outage truth")
struct OutageTruthTests {
  /// A line of `steps.jsonl`.
  private struct Step: Decodable {
    var at: String
    var step: String
  }

  /// The driver's times are those of its own clock, the report's those of the arriving records: the
  /// watch delivers within this time, in nanoseconds.
  private static let lagMax: Int64 = 500_000_000

  private let report: Report
  private let steps: [Step]

  init() throws {
    report = try ReportBench(log: RecordedLogs.log(of: "outage")).report(.availability)
    let path = RecordedLogs.recordings.appending(path: "outage/steps.jsonl.zst").path
    let bytes = try RecordedText.decompressed(path)
    steps = try bytes.split(separator: 0x0A).map {
      try JSONDecoder().decode(Step.self, from: Data($0))
    }
  }

  private func time(_ step: String) throws -> Instant {
    let found = try #require(steps.first { $0.step == step }, "no step `\(step)`")
    return try ReportBench.instant(found.at)
  }

  @Test("the outage of cart has the times, the duration, and the cause of the driver's steps")
  func cart() throws {
    let outages = try report.texts("outages", ["service", "from", "until", "duration", "cause"])
    let row = try #require(
      outages.filter { $0[0] == "shop/cart" && $0[4] == "readiness-lost" }.first
    )
    let (from, until) = (try ReportBench.instant(row[1]), try ReportBench.instant(row[2]))
    let begun = try time("outage: every pod of cart goes unready, one after another")
    #expect(from > begun)
    #expect(from < (try time("truth: outage: no ready pod")))
    let recovery = try time("recovery, all at once")
    #expect(until > recovery)
    #expect(until.nanoseconds - recovery.nanoseconds < Self.lagMax)
    #expect(row[3] == "5.42095s")
    // Half way into it, some were still ready.
    let halfWay = try time("truth: half way into the outage")
    let counts = try report.texts("steps", ["service", "endpoints", "from", "until"])
    let then = try counts.filter { $0[0] == "shop/cart" }.first { count in
      let (from, until) = (try ReportBench.instant(count[2]), try ReportBench.instant(count[3]))
      return from <= halfWay && halfWay < until
    }
    #expect(then?[1] == "2")
  }

  @Test("its evidence is the loss of readiness of every Pod, in order of the log")
  func evidence() throws {
    let rows = try report.texts("outages", ["service", "cause", "detail", "events", "evidence"])
    let row = try #require(rows.first { $0[0] == "shop/cart" && $0[1] == "readiness-lost" })
    #expect(row[2].hasPrefix("5 endpoints lost: 5 no longer ready; first cart-869f6c6fbb-49tcx"))
    #expect(row[3] == "71,72,73,74,75,76,77,78,79,80")
    #expect(row[4].contains("event 71: Pod cart-869f6c6fbb-49tcx modified: ready yes → no"))
  }

  @Test("the second outage, of both Services, is cut at the gaps that lie in it")
  func both() throws {
    let begun = try time("total outage of both services and recovery in random order")
    let down = try time("truth: both down")
    let over = try time("truth: final")
    let outages = try report.texts(
      "outages",
      ["service", "from", "until", "outage", "cut", "cause"]
    )
    for service in ["shop/cart", "shop/pay"] {
      let own = outages.filter { $0[0] == service }
      let pieces = try own.filter { try ReportBench.instant($0[1]) > begun }
      #expect(pieces.count == 3)
      #expect(Set(pieces.map { $0[3] }).count == 1)
      #expect(pieces.map { $0[4] } == ["gap-after", "gap-before,gap-after", "gap-before"])
      #expect(pieces.allSatisfy { $0[5] == "readiness-lost" })
      #expect(try ReportBench.instant(pieces[0][1]) < down)
      let last = try #require(pieces.last)
      #expect(try ReportBench.instant(last[2]) > down)
      #expect(try ReportBench.instant(last[2]) < over)
    }
  }

  @Test("availability and outages add up to the observed time")
  func sums() throws {
    for row in try report.table("services").rows {
      let numbers = row.map { value -> Int64 in
        switch value {
        case .duration(let nanoseconds): nanoseconds
        case .instant(let instant): instant.nanoseconds
        default: 0
        }
      }
      guard case .decimal(let share) = row[2] else {
        Issue.record("no share: \(row)")
        continue
      }
      #expect(numbers[4] > 0)
      #expect(numbers[4] + numbers[5] == numbers[13] - numbers[12])
      let lost = (1 - share) * Double(numbers[4])
      #expect(abs(lost - Double(numbers[7])) < 1000)
    }
  }

  @Test("the outages are those that the query language finds")
  func language() throws {
    let log = try RecordedLogs.log(of: "outage")
    let found = try RecordedText.outages(of: "shop/cart", log, report.statement.request)
    let told = try report.texts("outages", ["service", "from", "until"])
      .filter { $0[0] == "shop/cart" }.map { [$0[1], $0[2]] }
    #expect(found.count == 5)
    // The language counts the time before the port was there, too.
    #expect(told.map { $0[1] } == found.map { $0[1] })
    #expect(told.dropFirst().map { $0[0] } == found.dropFirst().map { $0[0] })
  }

  @Test("flaps are told by Pod")
  func flaps() throws {
    let flaps = try report.texts("flaps", ["service", "endpoint", "flaps"])
    #expect(flaps.contains(["shop/cart", "cart-869f6c6fbb-49tcx", "5"]))
    #expect(flaps.allSatisfy { $0[0] != "default/kubernetes" })
  }
}
