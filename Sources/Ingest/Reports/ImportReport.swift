/// What became of an import; when it is returned, all that it counts as appended is on disk.
public struct ImportReport: Hashable, Sendable {
  /// The most differing bodies, and the most passed over records, that are told one by one.
  public static let examplesMax = 10

  /// One entry a file, in the order of the import.
  public var feeds: [FeedReport] = []
  /// The first events that came with another body than the log's.
  public var differences: [BodyDifference] = []
  /// What is worth knowing.
  public var notes: [ImportNote] = []
  /// What stopped files before their ends; at most one a file.
  public var failures: [ImportFailure] = []
  /// The first of the records that were passed over.
  public var skipped: [ImportFailure] = []

  /// Creates the report of an import that has not begun.
  public init() {}

  /// Whether every file was read to its end.
  public var isComplete: Bool { failures.isEmpty }

  /// How many records were read.
  public var records: Int { sum(\.records) }
  /// How many events were appended, `seen` ones not counted.
  public var appended: Int { sum(\.appended) }
  /// How many `seen` events were appended.
  public var seen: Int { sum(\.seen) }
  /// How many events the log held already.
  public var duplicates: Int { sum(\.duplicates) }
  /// How many events lie behind the retention horizon, and were skipped.
  public var behindHorizon: Int { sum(\.behindHorizon) }
  /// How many events came with a body that means something else than the log's.
  public var differingBodies: Int { sum(\.differingBodies) }
  /// How many records were passed over because they could not be read.
  public var invalidRecords: Int { sum(\.invalidRecords) }
  /// How many records were left after those that stopped their files.
  public var recordsNotRead: Int { sum(\.recordsNotRead) }

  /// Counts a record of a file that was passed over.
  mutating func addSkipped(_ failure: ImportFailure, feedIndex: Int) {
    feeds[feedIndex].invalidRecords += 1
    if skipped.count < Self.examplesMax { skipped.append(failure) }
  }

  /// Notes what stopped a file, and how many records it left.
  mutating func addFailed(_ failure: ImportFailure, feedIndex: Int, recordsNotRead: Int) {
    failures.append(failure)
    feeds[feedIndex].recordsNotRead = recordsNotRead
  }

  private func sum(_ count: KeyPath<FeedReport, Int>) -> Int {
    feeds.reduce(0) { $0 + $1[keyPath: count] }
  }
}
