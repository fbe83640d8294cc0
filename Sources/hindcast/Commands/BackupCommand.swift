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
      interrupted goes on when it is repeated: it copies the store as it is then, and
      writes of it what FILE-partial has not. The copy is a store like any other: to
      restore it, use it.

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
    let log = try options.openForReading(isReadOnce: true)
    let progress = ProgressLine()
    defer { progress.clear() }
    var verification: StoreVerification?
    let receipt = try log.backUp(
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
    if let note = note(of: receipt) { Output.message("note: \(note)\n") }
    guard let head = verification?.log.head else { return }
    let path = DisplayWidth.escaped(file)
    Output.write("\(path): \(head.position) events, verified, head \(head.position):\(head.hash)\n")
  }

  /// What is said of what an earlier backup left; nil where there was nothing.
  private func note(of receipt: BackupReceipt) -> String? {
    switch receipt.rest {
    case .none: return nil
    case .link:
      let partial = DisplayWidth.escaped(file + SQLiteEventLog.partialSuffix)
      return "`\(partial)` was another name of a file, which was left alone; "
        + "this backup began anew"
    case .unwritable:
      return "an earlier backup was interrupted, and what it left may not be written to; "
        + "this one began anew"
    case .file:
      guard receipt.pagesKept > 0 else {
        return "an earlier backup was interrupted, and nothing of it was of use; "
          + "this one began anew"
      }
      return "an earlier backup was interrupted; \(receipt.pagesKept) of \(receipt.pagesTotal) "
        + "pages were there already"
    }
  }
}
