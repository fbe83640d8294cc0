public import TopologyModel

/// One thing that a verification found wrong with a store, and the way out.
public struct StoreDamage: Hashable, Sendable {
  /// What of a store can be damaged.
  public enum Part: String, Sendable, CaseIterable {
    /// The file, as SQLite sees it.
    case file
    /// The tables are not those that Hindcast made.
    case tables
    /// An event, or what says what it is about: its cluster, feed, or object.
    case event
    /// What finds events by object, session, or audit entry.
    case index
    /// The log is not the one whose head was noted.
    case head
    /// What was derived from the log.
    case projections
  }

  /// What mends it, or saves the most.
  public enum Remedy: String, Sendable, CaseIterable {
    /// Derive the projections again.
    case rebuild
    /// Derive the log's own indexes again, too.
    case rebuildIndexes
    /// Take what still holds into a new store.
    case salvage
    /// Nothing here can; a copy can.
    case restore
  }

  /// What is damaged.
  public var part: Part
  /// The first event that is damaged, or that a damaged row speaks of; nil where none is known.
  public var position: LogPosition?
  /// What was found, as a sentence without its end.
  public var finding: String
  /// What it is about, such as an object; nil where nothing is known.
  public var subject: String?
  /// The way out.
  public var remedy: Remedy

  /// Creates a damage.
  public init(
    part: Part,
    position: LogPosition?,
    finding: String,
    subject: String? = nil,
    remedy: Remedy
  ) {
    self.part = part
    self.position = position
    self.finding = finding
    self.subject = subject
    self.remedy = remedy
  }
}
