import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

/// Sorts ended runs into classes by how many revisions they span, so that those valid at a revision
/// are found without looking at what came long after it.
///
/// A run of a class that is valid at a revision ends at most the class's bound behind it. So each
/// class is one short stretch of the index by end, whatever the length of the history on both sides.
enum RunSpans {
  /// The greatest span of each class but the last, which has no bound.
  private static let spansMax: [Int64] = stride(from: 6, through: 34, by: 4).map { 1 << $0 }

  /// How many classes there are.
  static let count = spansMax.count + 1

  /// The classes as a table of a statement: `class`, and `bound`, the key below which ends lie.
  ///
  /// Its arguments, `bounds`, are the first of the statement's.
  static let table =
    "(SELECT column1 AS class, column2 AS bound FROM (VALUES "
    + (0..<count).map { "(\($0), ?)" }.joined(separator: ", ") + ")) AS spans"

  /// The condition that an ended run is valid somewhere from one revision through another; its
  /// arguments are the keys of both.
  static let overlap =
    "span_class = spans.class AND until_revision > ? AND until_revision < spans.bound "
    + "AND from_revision <= ?"

  /// The class of a run.
  static func spanClass(from: Revision, until: Revision?) -> Int? {
    guard let until else { return nil }
    guard case .number(let first) = CompactRevision(from),
      case .number(let last) = CompactRevision(until)
    else { return spansMax.count }
    return spansMax.firstIndex { last - first <= $0 } ?? spansMax.count
  }

  /// Binds the arguments of a statement about one number whose runs `overlap` at a revision of that
  /// key.
  static func bind(
    boundsBehind revision: Revision,
    then number: Int64,
    _ key: [UInt8],
    to statement: DirectStatement
  ) {
    var position: Int32 = 1
    for bound in keys(behind: revision) {
      statement.bind(position, bound)
      position += 1
    }
    statement.bind(position, number)
    statement.bind(position + 1, key)
    statement.bind(position + 2, key)
  }

  /// The same as arguments of their own.
  static func bounds(behind revision: Revision) -> StatementArguments {
    StatementArguments(keys(behind: revision).map { Data($0) })
  }

  private static func keys(behind revision: Revision) -> [[UInt8]] {
    guard case .number(let number) = CompactRevision(revision) else {
      return Array(repeating: unbounded, count: count)
    }
    let bounds = spansMax.map { span -> [UInt8] in
      let (end, isOverflow) = number.addingReportingOverflow(span + 1)
      return isOverflow ? unbounded : key(of: end)
    }
    return bounds + [unbounded]
  }

  /// A key above those of all revisions.
  private static let unbounded: [UInt8] = [255, 255]

  private static func key(of number: Int64) -> [UInt8] {
    Revision(String(number))?.packedKey ?? unbounded
  }
}
