import Foundation
import HindcastTestSupport
import Testing

/// What `attribute` writes where, and how it ends.
@Suite struct AttributeTests {
  private static let good = "time,ip\n2026-11-23T04:31:04Z,10.96.0.1\n"
  private static let columns = ["--address", "ip", "--time", "time"]

  @Test("rows are on standard output, and what came of them on standard error")
  func streams() throws {
    let result = try Self.attribute(["-"] + Self.columns, input: Self.good)
    #expect(result.exitCode == 0)
    let lines = TranscriptText.lines(of: result.output)
    #expect(lines.count == 2)
    #expect(lines[1].hasPrefix("2026-11-23T04:31:04Z,10.96.0.1,Service,default,kubernetes,"))
    #expect(
      TranscriptText.lines(of: result.messages) == [
        "1 row, 1 address: 1 held by an object, 0 by nobody",
        "cluster outage as known at event 280, hash …",
      ]
    )
  }

  @Test("a file is written where it is named, and not over another one")
  func file() throws {
    let folder = try TemporaryDirectory()
    try Self.good.write(toFile: folder.file("in.csv"), atomically: false, encoding: .utf8)
    let arguments = ["in.csv", "-o", "out.csv"] + Self.columns
    let first = try Self.attribute(arguments, in: folder.path)
    #expect(first.exitCode == 0)
    #expect(first.output.isEmpty)
    let text = try String(contentsOfFile: folder.file("out.csv"), encoding: .utf8)
    #expect(text.contains(",Service,default,kubernetes,"))
    #expect(try Self.attribute(arguments, in: folder.path).exitCode == 2)
    #expect(try Self.attribute(arguments + ["--force"], in: folder.path).exitCode == 0)
  }

  @Test("what cannot be read is told with its lines, and ends with 5")
  func unreadable() throws {
    let input = Self.good + "never,10.96.0.1\n2026-11-23T04:31:04Z,10.96.0.256\n"
    let result = try Self.attribute(["-", "--strict"] + Self.columns, input: input)
    #expect(result.exitCode == 5)
    #expect(result.messages.contains("unreadable-address: 1 row, line 4\n"))
    #expect(result.messages.contains("unreadable-time: 1 row, line 3\n"))
    #expect(TranscriptText.lines(of: result.output).count == 4)
  }

  @Test("what was not observed ends with 3 where that is asked for")
  func strict() throws {
    let input = "time,ip\n2020-01-01T00:00:00Z,10.96.0.1\n"
    #expect(try Self.attribute(["-"] + Self.columns, input: input).exitCode == 0)
    #expect(try Self.attribute(["-", "--strict"] + Self.columns, input: input).exitCode == 3)
  }

  @Test("an earlier event answers from what was known there")
  func knownAt() throws {
    let arguments = ["-", "--as-known-at", "5"] + Self.columns
    let result = try Self.attribute(arguments, input: Self.good)
    #expect(result.exitCode == 0)
    #expect(result.messages.contains("as known at event 5, hash "))
    let future = try Self.attribute(
      ["-", "--as-known-at", "999999"] + Self.columns,
      input: Self.good
    )
    #expect(future.exitCode == 2)
  }

  @Test(
    "what cannot be is refused with 2",
    arguments: [
      ["-", "--address", "nothing", "--time", "time"], ["-", "--time-format", "stardate"],
      ["-", "--format", "parquet"], ["-", "--delimiter", "ab"], ["-", "--port", "ip"],
      ["-", "--cluster", "other"] + columns, ["no-such-file.csv"], ["-", "--force"],
      ["-", "--as-known-at", "0"], ["."],
    ]
  )
  func refusals(_ arguments: [String]) throws {
    let result = try Self.attribute(arguments, input: Self.good)
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    #expect(!result.messages.isEmpty)
  }

  private static func attribute(
    _ arguments: [String],
    in folder: String? = nil,
    input: String = ""
  ) throws -> CommandResult {
    let own = try TemporaryDirectory()
    return try HindcastExecutable.run(
      ["attribute"] + arguments,
      in: folder ?? own.path,
      environment: ["HINDCAST_STORE": try RecordedStores.path(of: "outage")],
      input: input
    )
  }
}
