/// How instants are written.
public enum FlowTimeFormat: String, Sendable, CaseIterable {
  /// RFC 3339, or a count since 1970 whose unit its magnitude tells.
  case auto
  /// RFC 3339 with a zone.
  case rfc3339
  /// Seconds since 1970, with or without a fraction.
  case unix
  /// Milliseconds since 1970.
  case unixMilliseconds = "unix-ms"
  /// Microseconds since 1970.
  case unixMicroseconds = "unix-us"
  /// Nanoseconds since 1970.
  case unixNanoseconds = "unix-ns"
}
