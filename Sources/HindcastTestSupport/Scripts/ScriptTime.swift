public import TopologyModel

/// The times of scripts: clock times of one fixed day, in and out.
public enum ScriptTime {
  /// The day of all scripts.
  public static let day = "2026-01-01"

  /// Reads `HH:MM:SS` with or without a fraction; returns nil for anything else.
  public static func instant(_ text: some StringProtocol) -> Instant? {
    Instant(rfc3339: "\(day)T\(text)Z")
  }

  /// Returns the text with every time of the day as its clock time alone.
  public static func shortened(_ text: String) -> String {
    guard text.contains(day) else { return text }
    return text.replacing(/2026-01-01T(\d\d:\d\d:\d\d(?:\.\d+)?)Z/) { String($0.output.1) }
  }

  /// Returns the text with every `{HH:MM:SS}` as a whole time of the day.
  public static func expanded(_ text: String) -> String {
    text.replacing(/\{(\d\d:\d\d:\d\d(?:\.\d+)?)\}/) { "\(day)T\($0.output.1)Z" }
  }
}
