import Ingest
import Synchronization

/// What an importer told of its progress.
final class ToldProgress: Sendable {
  private let told = Mutex<[ImportProgress]>([])

  var all: [ImportProgress] { told.withLock { $0 } }

  func add(_ progress: ImportProgress) {
    told.withLock { $0.append(progress) }
  }
}
