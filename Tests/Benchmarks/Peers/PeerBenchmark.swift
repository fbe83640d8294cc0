import EventLog
import Foundation

/// Measures Hindcast and the peers that run in one process with it; `Tests/Benchmarks/suite` runs it.
///
/// - `tables STORE CLUSTER FOLDER` writes the intervals that peers keep, and their databases of SQLite.
/// - `questions STORE CLUSTER FOLDER [COUNT SECONDS [CLASS]]` asks all of them the same questions.
/// - `latency STORE CLUSTER FOLDER` asks Hindcast alone the two questions of an instant, about what
///   `subjects.json` says, where it is there.
/// - `grow EVENTS STORE` makes a store whose answers have one size, and `grown STORE` asks about
///   Services of it that never changed, that changed all the time, and that replaced their Pods.
/// - `import RECORDING STORE log|all`, `rebuild STORE`, and `halves RECORDING STORE FOLDER COUNT`
///   measure appending.
/// - `parts STORE` tells the bytes of each table and index.
/// - `guard RECORDING FOLDER` compares what this machine takes with fixed work on the same machine.
///
/// Each prints one line of JSON.
@main
struct PeerBenchmark {
  private static let warmUpSeconds = 3.0
  private static let warmUpSecondsMost = 60.0
  private static let warmUpAsks = 8

  /// A line about what was made.
  private struct Tables: Codable {
    var serving: Int
    var owners: Int
    var bytes: [String: Int]
  }

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.count) {
    case ("tables", 4): try tables(arguments)
    case ("questions", 4...): try questions(arguments)
    case ("latency", 4): try latency(arguments)
    case ("grow", 3): try Clocks.print(try Growing.make(arguments[1], arguments[2]))
    case ("grown", 2): try Clocks.print(try Growing.measure(arguments[1]))
    case ("import", 4):
      try Clocks.print(
        try Appending.importing(
          arguments[1],
          arguments[2],
          hasProjections: arguments[3] == "all"
        )
      )
    case ("rebuild", 2): try Clocks.print(try Appending.rebuilding(arguments[1]))
    case ("halves", 5): try halves(arguments)
    case ("parts", 2): try parts(arguments[1])
    case ("guard", 3):
      try Clocks.print(try GuardMeasurement(recording: arguments[1], folder: arguments[2]).run())
    default:
      FileHandle.standardError.write(Data("usage: see PeerBenchmark.swift\n".utf8))
      exit(2)
    }
  }

  private static func tables(_ arguments: [String]) throws {
    let peer = HindcastPeer(path: arguments[1], cluster: arguments[2])
    let folder = arguments[3]
    let (serving, owners) = try IntervalTables(peer: peer, folder: folder).write()
    var bytes: [String: Int] = [:]
    for index in SQLitePeer.Index.allCases {
      let peer = SQLitePeer(index: index, folder: folder)
      try peer.load()
      let attributes = try FileManager.default.attributesOfItem(atPath: peer.path)
      bytes[peer.name] = attributes[.size] as? Int
    }
    try Clocks.print(Tables(serving: serving, owners: owners, bytes: bytes))
  }

  private static func latency(_ arguments: [String]) throws {
    let peer = HindcastPeer(path: arguments[1], cluster: arguments[2])
    let subjects =
      try (try? Subjects.read(arguments[3]))
      ?? IntervalTables(peer: peer, folder: arguments[3]).writeSubjects()
    var found: [Measurement] = []
    for question in [QuestionClass.serving, .owner] {
      found += try peer.measureEverywhere(question, subjects, Limits())
    }
    try Clocks.print(["measurements": found])
  }

  private static func questions(_ arguments: [String]) throws {
    var limits = Limits()
    limits.warmUpSeconds = Self.warmUpSeconds
    limits.warmUpSecondsMost = Self.warmUpSecondsMost
    limits.warmUpAsks = Self.warmUpAsks
    if arguments.count >= 6, let count = Int(arguments[4]), let seconds = Double(arguments[5]) {
      limits.count = count
      limits.seconds = seconds
    }
    let folder = arguments[3]
    try Clocks.print(
      try InProcess(
        peer: HindcastPeer(path: arguments[1], cluster: arguments[2]),
        folder: folder,
        subjects: Subjects.read(folder),
        limits: limits,
        questions: arguments.count > 6
          ? QuestionClass.allCases.filter { $0.rawValue == arguments[6] } : QuestionClass.allCases
      ).run()
    )
  }

  private static func halves(_ arguments: [String]) throws {
    let (recording, store, folder) = (arguments[1], arguments[2], arguments[3])
    guard let count = Int(arguments[4]) else { return }
    var results: [String: Appending.Result] = [:]
    do {
      let lines = try Appending.lines(recording, count: count)
      results["prepare"] = try Appending.preparing(lines)
    }
    let drafts = try Appending.drafts(store, count: count)
    for (name, hasProjections) in [("commit-log", false), ("commit", true)] {
      let path = "\(folder)/\(name).db"
      results[name] = try Appending.committing(drafts, path, hasProjections: hasProjections)
      for suffix in ["", "-wal", "-shm", "-lock"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
    }
    try Clocks.print(results)
  }

  private static func parts(_ store: String) throws {
    let database = try Database(path: store, isReadOnly: true)
    var parts: [String: Int] = [:]
    try database.prepare("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").run([]) {
      parts[$0.text(0)] = Int($0.integer(1))
    }
    try Clocks.print(parts)
  }
}
