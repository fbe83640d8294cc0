import EventLog
import FaultModel
import Foundation
import Projections
import TopologyModel

/// What a process is killed at.
///
/// Whoever adds an operation that writes adds a case here, and kills it in `CrashRun`.
enum CrashJob: Equatable {
  /// Appends the batches of the model from one on, and says each head that was acknowledged.
  case append(from: Int)
  case rebuild
  case rebuildIndexes
  case backUp
  /// Opens a store that an older Hindcast left.
  case migrate

  /// What it is called in the figures.
  var name: String {
    switch self {
    case .append: "append"
    case .rebuild, .rebuildIndexes: "rebuild"
    case .backUp: "backup"
    case .migrate: "migration"
    }
  }

  /// The same as arguments of `hindcast`; nil where no command does it alone.
  func arguments(store: String, copy: String) -> [String]? {
    switch self {
    case .append, .migrate: nil
    case .rebuild: ["rebuild", "--store", store]
    case .rebuildIndexes: ["rebuild", "--indexes", "--store", store]
    case .backUp: ["backup", copy, "--store", store]
    }
  }

  /// Does it in this process.
  func run(
    store: String,
    copy: String,
    model: StoreModel,
    say: (String) throws -> Void
  ) throws {
    let projection = TopologyProjection()
    switch self {
    case .append(let first):
      let log = try StoreFiles.open(store, projection: projection)
      for drafts in model.batches.dropFirst(first) {
        let head = try log.append(drafts).head
        try say("\(head):\(try log.read { try $0.hash(at: head) })")
      }
      try log.close()
    case .rebuild:
      let log = try StoreFiles.open(store, projection: projection)
      try projection.rebuild(in: log)
      try log.close()
    case .rebuildIndexes:
      let log = try StoreFiles.open(store, projection: projection)
      try log.rebuildIndexes()
      try projection.rebuild(in: log)
      try log.close()
    case .backUp:
      let log = try StoreFiles.openForReading(store)
      _ = try log.backUp(to: copy, check: { _ = try StoreCheck.expectWhole($0, of: model) })
      try log.close()
    case .migrate: try StoreFiles.open(store, projection: projection).close()
    }
  }
}
