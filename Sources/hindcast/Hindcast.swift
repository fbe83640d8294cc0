import ArgumentParser

/// The command line of Hindcast.
@main
struct Hindcast: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hindcast",
    abstract: "Remember a Kubernetes cluster's Services, and ask what was true then.",
    discussion: """
      Hindcast keeps every change of Pods, Services and EndpointSlices in one file,
      and answers questions about the past in TQL, a small query language.

      First steps:
        hindcast demo                                  ask about a real cluster
        hindcast record                                watch the current cluster
        hindcast import recording/                     store what was recorded
        hindcast query 'pods serving my-service on port 80 at 2026-11-23T04:39:51Z'
        hindcast repl                                  ask on, with completion
        hindcast attribute flows.csv                   whose addresses flows had
        hindcast report availability -o report.html    an audit report over what was observed
        hindcast serve                                 answer queries over HTTP
        hindcast status                                what is stored, and the gaps
        hindcast simulate --size S -o big              a made-up cluster, to try it on

      The store is --store FILE, else $HINDCAST_STORE, else hindcast.db in the
      working directory.

      Exit codes: 0 answered or done, 1 the operation failed, 2 wrong query or
      usage, 3 not observed (with --strict), 4 --expect not met, 5 input partly
      stored, 70 a defect.
      """,
    version: "0.1.0",
    subcommands: [
      DemoCommand.self, RecordCommand.self, ImportCommand.self, ExportCommand.self,
      QueryCommand.self, ReplCommand.self, RunCommand.self, ReportCommand.self,
      AttributeCommand.self, ServeCommand.self, TokenCommand.self, QueriesCommand.self,
      FmtCommand.self, ParseCommand.self,
      SimulateCommand.self, StatusCommand.self, HeadCommand.self,
      DumpCommand.self, VerifyCommand.self, RebuildCommand.self, BackupCommand.self,
      RetainCommand.self, SealCommand.self, SalvageCommand.self, CompletionsCommand.self,
    ]
  )

  /// Runs the command and turns whatever it throws into a message and an exit code.
  static func main() {
    Output.exitQuietlyOnBrokenPipe()
    MappedFiles.exitWithSentenceOnFailure()
    do {
      var command = try parseAsRoot(ReplCommand.arguments(CommandLine.arguments))
      try command.run()
    } catch let outcome as CommandOutcome {
      Output.exit(outcome.code)
    } catch {
      Output.exit(Failure.report(error))
    }
  }
}
