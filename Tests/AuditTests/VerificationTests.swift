import Foundation
import Testing
import TopologyModel

@testable import Audit

/// Reports that were written, against what is made again.
@Suite("report verification")
struct VerificationTests {
  private let report: Report

  init() throws {
    report = try ReportBench(log: RecordedLogs.log(of: "outage")).report(.availability)
  }

  private func difference(
    _ format: ReportFormat,
    _ change: (String) -> String
  ) throws -> ReportDifference? {
    let files = report.files(format)
    let changed = Array(change(report.text(format)).utf8)
    return try StoredReport(changed).difference(from: files) { $0.bytes }
  }

  @Test("what was not changed is identical", arguments: ReportFormat.allCases)
  func identical(_ format: ReportFormat) throws {
    #expect(try difference(format) { $0 } == nil)
  }

  @Test(
    "a changed cell is told by table and row",
    arguments: [ReportFormat.html, .markdown, .json]
  )
  func changed(_ format: ReportFormat) throws {
    let found = try difference(format) { text in
      text.replacing("5.42s</td>", with: "1.42s</td>").replacing("| 5.42s |", with: "| 1.42s |")
        .replacing("\"5.42095s\"", with: "\"1.42095s\"")
    }
    let difference = try #require(found)
    #expect(difference.lineCount == 2)
    #expect(difference.place.hasSuffix(", row 2"))
    #expect(difference.place.hasPrefix("table "))
    #expect(difference.stored?.contains("1.42") == true)
    #expect(difference.remade?.contains("5.42") == true)
  }

  @Test("a part of a report in CSV that was changed, or is missing, is told")
  func parts() throws {
    let files = report.files(.csv)
    let stored = try StoredReport(files[0].bytes)
    #expect(stored.parts == ["services", "steps", "outages", "flaps", "coverage"])
    let difference = try stored.difference(from: files) { file in
      file.part == "outages"
        ? Array(String(decoding: file.bytes, as: UTF8.self).replacing("5.42095s", with: "1s").utf8)
        : file.bytes
    }
    #expect(difference?.place == "table outages, row 2")
    #expect(throws: ReportError.self) {
      try stored.difference(from: files) { $0.part == "flaps" ? nil : $0.bytes }
    }
  }

  @Test("a cut file differs where it ends")
  func cut() throws {
    let stored = try StoredReport(report.files(.json)[0].bytes)
    let shorter = Array(report.files(.json)[0].bytes.dropLast(200))
    let difference = try StoredReport(shorter).difference(from: report.files(.json)) { _ in nil }
    #expect(difference != nil)
    #expect(stored.statement == report.statement)
  }

  @Test(
    "a file that is no report is refused",
    arguments: [
      "", "{}", "# Availability\n", "<!DOCTYPE html>\n<html></html>", "name,value\r\na,b\r\n",
      "<!-- hindcast-report {\"hindcastReport\":2} -->", "\u{0}\u{1}",
    ]
  )
  func noReport(_ text: String) {
    #expect(throws: ReportError.self) { try StoredReport(Array(text.utf8)) }
  }
}
