public import Diagnostics
public import QueryEngine
public import TopologyModel

/// What a session needs of the world around it: clocks, stores, and saved queries.
public protocol ConsoleEnvironment {
  /// The time now.
  func now() -> Instant

  /// The nanoseconds of a clock that never steps.
  func monotonicNanoseconds() -> Int64

  /// The time zone of that name.
  ///
  /// Throws where there is none.
  func zone(named name: String) throws -> DisplayZone

  /// The names of the time zones that there are.
  func zoneNames() -> [String]

  /// Opens a store for reading.
  ///
  /// Throws what opening throws, such as where there is no such file.
  func open(_ path: String) throws -> any ConsoleStore

  /// The saved queries, by name, each with the first line of what it says it answers.
  func savedQueries() throws -> [(name: String, summary: String)]

  /// The text of a saved query, or of a file with one.
  ///
  /// Throws where there is neither.
  func savedQuery(_ name: String) throws -> SourceText

  /// Saves a query under a name and returns the path of its file.
  ///
  /// Throws where the name is taken and nothing may be replaced, or the file cannot be written.
  func save(_ text: String, as name: String, replaces: Bool) throws -> String

  /// The files and folders whose paths begin with a text; folders end in a slash.
  func paths(beginningWith prefix: String) -> [String]
}
