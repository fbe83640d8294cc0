import ArgumentParser
import Diagnostics
import EventLog

/// `hindcast backup`.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the store while others use it, and check the copy.",
    discussion: """
      Copies one moment of the store, whatever is written meanwhile, then checks the
      copy as `hindcast verify` does. FILE appears when all of that is done, and is
      never written over; until then the copy is FILE-partial. A backup that was
      interrupted is begun anew by repeating it. The copy is a store like any other:
      to restore it, use it.

      Examples:
        hindcast backup /backups/prod-2026-11-23.db
        hindcast query --store /backups/prod-2026-11-23.db services
      """
  )

  @OptionGroup var options: StoreOptions

  @Argument(
    help: ArgumentHelp("The file of the copy; it must not be there yet.", valueName: "file"),
    completion: Completions.files
  )
  var file: String

  func run() throws {
    let log = try options.openForReading()
    let progress = ProgressLine()
    defer { progress.clear() }
    var verification: StoreVerification?
    let hadRest = try log.backUp(
      to: file,
      progress: { copied, total in progress.update(pagesCopied: copied, of: total) },
      check: { copy in
        let found = try StoreVerification.ofStore(at: copy, progress)
        progress.clear()
        if found.isSound {
          verification = found
          return
        }
        Output.message(found.messages(path: options.path))
        Output.message("note: the copy was taken back, since it is damaged as the store is\n")
        throw CommandOutcome.damaged
      }
    )
    progress.clear()
    if hadRest {
      Output.message("note: an earlier backup was interrupted; this one began anew\n")
    }
    guard let head = verification?.log.head else { return }
    let path = DisplayWidth.escaped(file)
    Output.write("\(path): \(head.position) events, verified, head \(head.position):\(head.hash)\n")
  }
}
