import ArgumentParser
import EventLog
import Foundation
import Projections
import TopologyModel

/// Which store a command uses.
struct StoreOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The store (default: $HINDCAST_STORE, else hindcast.db).",
      valueName: "file"
    ),
    completion: Completions.files
  )
  var store: String?

  /// The store's path.
  var path: String {
    store ?? ProcessInfo.processInfo.environment["HINDCAST_STORE"] ?? "hindcast.db"
  }

  /// Opens the store for reading.
  func openForReading(readersMax: Int? = nil, isReadOnce: Bool = false) throws -> SQLiteEventLog {
    var options = SQLiteEventLog.Options()
    options.isReadOnce = isReadOnce
    if let readersMax { options.readersMax = readersMax }
    return try SQLiteEventLog(
      path: path,
      access: .readOnly,
      participants: [],
      clock: SystemClock(),
      options: options
    )
  }

  /// Opens the store as its one writer; creates it when it is absent.
  func openForWriting(
    _ purpose: String,
    projection: TopologyProjection = TopologyProjection(),
    readersMax: Int? = nil
  ) throws -> SQLiteEventLog {
    var options = SQLiteEventLog.Options()
    if let readersMax { options.readersMax = readersMax }
    let holder = "hindcast \(purpose), process \(ProcessInfo.processInfo.processIdentifier)"
    return try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: holder),
      participants: [projection],
      clock: SystemClock(),
      options: options
    )
  }
}
