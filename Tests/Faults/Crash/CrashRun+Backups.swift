import FaultModel
import Foundation

/// Backups that go on over what a killed one left, whatever became of that and of the store meanwhile.
extension CrashRun {
  /// What may lie where the next backup writes.
  private enum Rest: CaseIterable {
    case asItWas
    case damaged
    case cutOff
    case foreign
    case longer
  }

  /// Kills a backup, and the one that goes on over what it left, and holds the third to the store.
  mutating func killResumedBackups(head: String) throws {
    let microseconds = try finish(.backUp)
    for rest in Rest.allCases {
      StoreFiles.remove(copy)
      try leaveBackup(of: .none, microseconds)
      try change(rest)
      let end = try start(.goOn(.none)).kill(
        afterLines: 0,
        microseconds: numbers.number(0...microseconds)
      )
      count(.goOn(.none), end.isKilled)
      try goOn(to: .none)
    }
    try StoreFailure.unless(try expectAll() == head, "the head is another one")
  }

  /// Kills a backup in the midst, so that the next one finds what it left.
  mutating func leaveBackup(of horizon: ModelHorizon, _ microseconds: Int) throws {
    StoreFiles.remove(copy)
    let end = try start(.goOn(horizon)).kill(
      afterLines: 0,
      microseconds: numbers.number(0...microseconds)
    )
    count(.backUp, end.isKilled)
    // What has its name is whole already, and the next one is to write over something.
    if FileManager.default.fileExists(atPath: copy) {
      StoreFiles.remove(rest)
      try FileManager.default.moveItem(atPath: copy, toPath: rest)
    }
  }

  /// Backs up undisturbed; the copy must be the store as it is now, and nothing be left beside it.
  mutating func goOn(to horizon: ModelHorizon) throws {
    // A process that was killed right behind the naming left its copy, which is one of now.
    let isNamed = FileManager.default.fileExists(atPath: copy)
    if !isNamed { try finish(.goOn(horizon)) }
    let found = try look(copy, horizons: [horizon])
    try StoreFailure.unless(
      try found?.head == look(store, horizons: [horizon])?.head && found != nil,
      "the copy is of another moment"
    )
    try StoreFailure.unless(
      isNamed || !FileManager.default.fileExists(atPath: rest),
      "something is left beside the copy"
    )
    StoreFiles.remove(copy)
  }

  private var rest: String { copy + "-partial" }

  private mutating func change(_ change: Rest) throws {
    guard var bytes = FileManager.default.contents(atPath: rest) else { return }
    switch change {
    case .asItWas: return
    case .damaged:
      for _ in 0..<40 where !bytes.isEmpty {
        bytes[numbers.number(0...bytes.count - 1)] ^= 1 << UInt8(numbers.number(0...7))
      }
    case .cutOff: bytes = bytes.prefix(numbers.number(0...bytes.count))
    case .foreign:
      bytes = Data((0..<bytes.count).map { _ in UInt8(numbers.number(0...255)) })
    case .longer: bytes += bytes
    }
    try bytes.write(to: URL(fileURLWithPath: rest))
  }
}
