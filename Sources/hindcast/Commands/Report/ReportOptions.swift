public import ArgumentParser
public import Audit
import Diagnostics
import Foundation
import QueryEngine
import QuerySyntax
import TopologyModel

/// What a report is asked for on the command line.
struct ReportOptions: ParsableArguments {
  @OptionGroup var store: StoreOptions

  // A relative time begins with a dash.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The beginning: a time, now, or -1h (default: where watching began).",
      valueName: "time"
    )
  )
  var from: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The end, which is left out: a time, now, or -5m (default: the last observation).",
      valueName: "time"
    )
  )
  var to: String?

  @Option(
    help: ArgumentHelp(
      "A Service, such as shop/cart, or a glob, such as 'shop/*' (default: all).",
      valueName: "service"
    )
  )
  var service: String?

  @Option(
    name: [.short, .long],
    help: "A namespace, or a glob (default: all; of a bare --service, default)."
  )
  var namespace: String?

  @Option(help: "The cluster, where the store has several.", completion: Completions.clusters)
  var cluster: String?

  @Option(
    help: ArgumentHelp(
      "How many endpoints the second share of the availability asks for.",
      valueName: "count"
    )
  )
  var atLeast: Int = ReportRequest.atLeastDefault

  @Option(
    help: ArgumentHelp(
      "How long nothing changes before an incident is over (default: 60s).",
      valueName: "duration"
    )
  )
  var quiet: String?

  @Option(
    help: ArgumentHelp(
      "The last event that the report may know (default: the end of the log).",
      valueName: "event"
    )
  )
  var asKnownAt: Int64?

  @OptionGroup var rules: RuleOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write to this file; its ending decides the format.", valueName: "file"),
    completion: Completions.files
  )
  var output: String?

  @Flag(help: "Write over files that are there; never over the store.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "How to write: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "format"
    )
  )
  var format: ReportFormat?
}

extension ReportFormat: ExpressibleByArgument {}
