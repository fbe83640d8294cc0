public import Console
public import Diagnostics
public import QueryEngine
public import TopologyModel

/// A world in which nothing happens by itself: clocks that are set, queries in memory.
public final class TestConsoleEnvironment: ConsoleEnvironment {
  /// What the clock says.
  public var time: Instant
  /// The stores that can be opened, by path.
  public var stores: [String: any ConsoleStore] = [:]
  /// The saved queries, by name.
  public var queries: [String: String] = [:]
  private var ticks: Int64 = 0

  /// Creates a world at an instant.
  public init(time: Instant) {
    self.time = time
  }

  /// The time that was set.
  public func now() -> Instant { time }

  /// A millisecond later each time.
  public func monotonicNanoseconds() -> Int64 {
    ticks += 1_000_000
    return ticks
  }

  /// `Test/One`, an hour ahead of UTC.
  public func zone(named name: String) throws -> DisplayZone {
    guard name == "Test/One" else { throw TestConsoleFault("no time zone is named `\(name)`") }
    return DisplayZone(name: name) { _ in 3600 }
  }

  /// `Test/One`.
  public func zoneNames() -> [String] { ["Test/One"] }

  /// The store that was given for a path.
  public func open(_ path: String) throws -> any ConsoleStore {
    guard let store = stores[path] else { throw TestConsoleFault("there is no store `\(path)`") }
    return store
  }

  /// The names of the queries in memory.
  public func savedQueries() throws -> [(name: String, summary: String)] {
    queries.keys.sorted().map { ($0, "") }
  }

  /// A query in memory.
  public func savedQuery(_ name: String) throws -> SourceText {
    guard let text = queries[name] else { throw TestConsoleFault("there is no query `\(name)`") }
    return SourceText(name: name, text: text)
  }

  /// Keeps a query in memory.
  public func save(_ text: String, as name: String, replaces: Bool) throws -> String {
    guard replaces || queries[name] == nil else {
      throw TestConsoleFault("`\(name)` is there already")
    }
    queries[name] = text
    return "\(name).tql"
  }

  /// The paths of stores that begin with a text.
  public func paths(beginningWith prefix: String) -> [String] {
    stores.keys.sorted().filter { $0.hasPrefix(prefix) }
  }
}
