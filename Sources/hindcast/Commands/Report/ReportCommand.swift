import ArgumentParser
import Audit
import Diagnostics
import EventLog
import Foundation
import Projections
import QueryEngine
import TopologyModel

/// `hindcast report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write an audit report over a span, or check one that was written.",
    discussion: """
      Without a name: what reports there are. A report rests on the events up to one
      position: the same command on the same events gives the same bytes. Without -o
      it is printed as Markdown.

      `report verify FILE` makes a report again from the store at its basis. It prints
      `identical`, or the first table and row that differ and exits with 1. Of a report
      in CSV it takes the main file.

      Examples:
        hindcast report
        hindcast report availability
        hindcast report availability --service shop/cart --at-least 3
        hindcast report changes --namespace shop --from 2026-11-23T04:30:00Z
        hindcast report availability -o report.html
        hindcast report availability -o report.html --force
        hindcast report verify --store hindcast.db report.html
      """
  )

  @OptionGroup var options: ReportOptions

  @Argument(
    help: ArgumentHelp(
      "The report: \(ReportLibrary.names); or verify.",
      valueName: "name"
    ),
    completion: Completions.reports
  )
  var name: String?

  @Argument(
    help: ArgumentHelp("The file that verify checks.", valueName: "file"),
    completion: Completions.files
  )
  var file: String?

  func validate() throws {
    if name == ReportLibrary.verification {
      guard file != nil else {
        throw ValidationError("`report verify` checks a file: name one that `report` wrote")
      }
      guard !options.asksForAnything else {
        throw ValidationError(
          "`report verify` takes all but --store from the report: leave the other options out"
        )
      }
      return
    }
    if let file {
      throw ValidationError("`\(file)` is one argument too many; `-o FILE` names the output")
    }
    if name != nil { try options.check() }
  }

  func run() throws {
    guard let name else {
      Output.write(ReportLibrary.list)
      return
    }
    if name == ReportLibrary.verification, let file {
      try ReportVerification(store: options.store, file: file).run()
      return
    }
    let report = try ReportLibrary.report(name)
    let format = try options.chosenFormat()
    let log = try options.store.openForReading()
    let files = try log.read { snapshot in
      let source = try ReportSource(
        snapshot,
        knownAt: options.asKnownAt,
        toolVersion: Hindcast.configuration.version
      )
      let request = try options.asked(report).request(source, now: SystemClock().now())
      return try source.make(request).files(format)
    }
    try options.write(files)
  }
}
