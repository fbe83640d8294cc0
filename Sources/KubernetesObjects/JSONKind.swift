/// What a JSON value is.
public enum JSONKind: Hashable, Sendable {
  case null
  case bool
  case number
  case string
  case array
  case object
}
