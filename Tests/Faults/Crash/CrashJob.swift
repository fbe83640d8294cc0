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
  /// The same over what an earlier one left, of a store that is forgotten up to a horizon.
  case goOn(ModelHorizon)
  /// Opens a store that an older Hindcast left.
  case migrate
  /// Forgets what was observed before an instant, of one cluster or of all, and returns the space.
  case retain(before: Instant, cluster: String?)
  /// Seals everything, and returns the space.
  case seal

  /// What it is called in the figures.
  var name: String {
    switch self {
    case .append: "append"
    case .rebuild, .rebuildIndexes: "rebuild"
    case .backUp: "backup"
    case .goOn: "resumed backup"
    case .migrate: "migration"
    case .retain: "retention"
    case .seal: "sealing"
    }
  }

  /// The same as arguments of `hindcast`; nil where no command does it alone.
  func arguments(store: String, copy: String) -> [String]? {
    switch self {
    case .append, .migrate: nil
    case .rebuild: ["rebuild", "--store", store]
    case .rebuildIndexes: ["rebuild", "--indexes", "--store", store]
    case .backUp, .goOn: ["backup", copy, "--store", store]
    case .retain(let before, let cluster):
      ["retain", "--apply", "--before", "\(before)", "--store", store]
        + (cluster.map { ["--cluster", $0] } ?? [])
    case .seal: ["seal", "--store", store]
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
    case .backUp: try Self.backUp(store, to: copy, of: model, .none)
    case .goOn(let horizon): try Self.backUp(store, to: copy, of: model, horizon)
    case .migrate: try StoreFiles.open(store, projection: projection).close()
    case .retain(let before, let cluster):
      let log = try StoreFiles.open(store, projection: projection)
      try StoreFiles.retain(log, RetentionRequest(.before(before), cluster: cluster))
      try log.close()
    case .seal:
      let log = try StoreFiles.open(store, projection: projection)
      try StoreFiles.seal(log)
      try log.close()
    }
  }

  private static func backUp(
    _ store: String,
    to copy: String,
    of model: StoreModel,
    _ horizon: ModelHorizon
  ) throws {
    let log = try StoreFiles.openForReading(store)
    _ = try log.backUp(
      to: copy,
      check: { _ = try StoreCheck.expectWhole($0, of: model, horizons: [horizon]) }
    )
    try log.close()
  }
}
