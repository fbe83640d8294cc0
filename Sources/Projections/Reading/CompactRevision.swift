public import TopologyModel

/// A revision as a number where its digits fit, which is read and looked up faster than text.
public enum CompactRevision: Hashable, Comparable, Sendable {
  /// One of at most 18 digits.
  case number(Int64)
  /// One of more digits.
  case large(Revision)

  /// More digits than these are kept as text.
  public static let digitsMax = 18

  /// Creates the compact form of a revision.
  public init(_ revision: Revision) {
    if revision.text.utf8.count <= Self.digitsMax, let number = Int64(revision.text) {
      self = .number(number)
    } else {
      self = .large(revision)
    }
  }

  /// Reads the bytes by which revisions are sorted; returns nil when they are none.
  init?(packedKey bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first, first > 0, bytes.count == 1 + (Int(first) + 1) / 2 else {
      return nil
    }
    guard Int(first) <= Self.digitsMax else {
      guard let revision = Revision(packedKey: bytes) else { return nil }
      self = .large(revision)
      return
    }
    var number: Int64 = 0
    for byte in bytes.dropFirst() {
      guard byte < 100 else { return nil }
      number = number * 100 + Int64(byte)
    }
    guard number > 0 else { return nil }
    self = .number(number)
  }

  /// The revision.
  public var revision: Revision {
    switch self {
    case .number(let number): Revision(String(number)) ?? .lowest
    case .large(let revision): revision
    }
  }

  /// Returns whether the left revision was written earlier.
  public static func < (left: CompactRevision, right: CompactRevision) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left < right
    case (.number, .large): true
    case (.large, .number): false
    case (.large(let left), .large(let right)): left < right
    }
  }
}
