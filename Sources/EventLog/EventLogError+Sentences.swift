public import TopologyModel

extension EventLogError {
  /// The kind of failure.
  public var category: AnomalyCategory {
    switch self {
    case .noStore: .notFound
    case .notAStore, .unsalvageable: .incorrect
    case .newerSchema: .unsupported
    case .lockedByWriter: .conflict
    case .storage: .unavailable
    case .damagedFile: .corrupt
    case .projectionOutdated: .conflict
    case .corrupt: .corrupt
    case .positionInFuture: .future
    case .forgotten, .knowledgeForgotten, .headForgotten: .forgotten
    case .noRoom: .unavailable
    case .retentionDiffers: .fault
    case .backupExists: .conflict
    case .bodyTooLong: .limit
    case .replacedFile, .unappliedLog, .unfinishedChange, .changedFile: .unavailable
    case .malformedDraft: .fault
    }
  }

  /// What happened.
  public var message: String {
    switch self {
    case .noStore(let path): "there is no store at `\(path)`"
    case .notAStore(let path): "`\(path)` is not a Hindcast store"
    case .unsalvageable(let path, let detail): "there is nothing to salvage in `\(path)`: \(detail)"
    case .newerSchema(let path, let found, let supported):
      "the store `\(path)` has schema version \(found), this Hindcast knows up to \(supported)"
    case .lockedByWriter(let path, let holder):
      "the store `\(path)` is being written by \(holder)"
    case .storage(let path, let detail): "the store `\(path)` cannot be used: \(detail)"
    case .damagedFile(let path, let detail): "the store `\(path)` is damaged: \(detail)"
    case .projectionOutdated(let path):
      "the projections of `\(path)` were built by another version of Hindcast"
    case .corrupt(let position, let detail): "event \(position) is damaged: \(detail)"
    case .positionInFuture(let position, let head):
      "the log ends at event \(head), before event \(position)"
    case .forgotten(let position, let horizon):
      "event \(position) lies below the retention horizon, event \(horizon): it was forgotten"
    case .knowledgeForgotten(let instant, let horizon, let recordedAt):
      "what was known at \(instant) was forgotten: the retention horizon is event \(horizon), "
        + "recorded at \(recordedAt)"
    case .headForgotten(let noted, let horizon):
      "event \(noted.position) lies below the retention horizon, event \(horizon): the log up to it "
        + "was forgotten, and whether it was as noted cannot be told"
    case .noRoom(let path, let needed, let free):
      "returning the space of `\(path)` needs \(needed) bytes of free disk, and there are \(free)"
    case .retentionDiffers(let detail):
      "nothing was forgotten, since answers would change: \(detail)"
    case .backupExists(let path): "there is something at `\(path)` already"
    case .bodyTooLong(let bytes, let limit):
      "a body of \(bytes) bytes is longer than the limit of \(limit)"
    case .replacedFile(let path):
      "the file of the store `\(path)` was removed, or replaced by another one, while it was open"
    case .unappliedLog(let path):
      "the store `\(path)` cannot be read where nothing can be written: part of it is in "
        + "`\(path)-wal`, which would have to be applied"
    case .unfinishedChange(let path):
      "the store `\(path)` cannot be read yet: a change to it was cut short, and what was there before "
        + "is in `\(path)-journal`"
    case .changedFile(let path):
      "the store `\(path)` was written to while it was read, from where its writer cannot be seen"
    case .malformedDraft(let detail): "an event was refused: \(detail)"
    }
  }

  /// What to do next.
  public var help: String? {
    switch self {
    case .noStore(let path):
      "create one with `hindcast import --store \(path) FILE`, or name another with `--store`"
    case .notAStore:
      "name a store with `--store FILE`; to read a recording, use `hindcast import`; where it was a store, "
        + "its beginning is gone: restore a backup"
    case .unsalvageable:
      "name the damaged store; where this was one, restore a backup; to read a recording, use "
        + "`hindcast import`"
    case .newerSchema: "open it with the Hindcast that wrote it, or a newer one"
    case .lockedByWriter: "wait until it has finished, or stop it; reading is possible meanwhile"
    case .storage: "check that the path exists, the disk has space, and you may write there"
    case .damagedFile:
      "run `hindcast verify`; restore a backup, or take what still holds with `hindcast salvage`"
    case .projectionOutdated: "run `hindcast rebuild`"
    case .corrupt:
      "run `hindcast verify` to see what is affected; restore a backup, or take what still holds with "
        + "`hindcast salvage`"
    case .positionInFuture: "`hindcast head` prints the last event"
    case .forgotten(_, let horizon):
      "name event \(horizon) or a later one; `hindcast status` prints the horizon"
    case .knowledgeForgotten(_, let horizon, _):
      "ask as known at event \(horizon) or later; `hindcast status` prints the horizon"
    case .headForgotten:
      "check a backup from before the retention against it; note the present head for the future"
    case .noRoom:
      "free as much, or move the store to a larger disk, and try again; `hindcast seal --keep-space` needs "
        + "none of it"
    case .retentionDiffers: "this is a defect of Hindcast; report it"
    case .backupExists: "name a file that is not there yet; nothing is ever written over"
    case .bodyTooLong: "split the list that it is of"
    case .replacedFile:
      "put the file back, or start again with the one that is there; nothing is written meanwhile"
    case .unappliedLog(let path):
      "copy `\(path)` and `\(path)-wal` to where you may write, and name the copy with `--store`"
    case .unfinishedChange:
      "open it once for writing, as `hindcast rebuild` does: the change is taken back then"
    case .changedFile: "ask again"
    case .malformedDraft: "this is a defect of Hindcast; report it with the input that caused it"
    }
  }
}
