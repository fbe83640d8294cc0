internal import KubernetesObjects
internal import TopologyModel

/// Readers of a record's own members, around the objects.
extension JSONValue {
  /// The member that is an object; throws `RecordProblem` for anything else.
  func requiredObject(_ key: StaticString, field: String) throws(RecordProblem) -> JSONValue {
    guard let value = self[key] else {
      throw RecordProblem(
        field: field,
        byteInDocument: rawRange.lowerBound,
        message: "found nothing at `\(field)`, expected an object"
      )
    }
    guard value.isObject else { throw value.problem(field: field, expected: "an object") }
    return value
  }

  /// The member that is a text; throws `RecordProblem` for anything else.
  func requiredText(_ key: StaticString, field: String) throws(RecordProblem) -> String {
    guard let value = self[key] else {
      throw RecordProblem(
        field: field,
        byteInDocument: rawRange.lowerBound,
        message: "found nothing at `\(field)`, expected a string"
      )
    }
    guard let text = value.string else { throw value.problem(field: field, expected: "a string") }
    return text
  }

  /// The member that is an RFC 3339 time; throws `RecordProblem` for anything else.
  func requiredInstant(_ key: StaticString, field: String) throws(RecordProblem) -> Instant {
    let text = try requiredText(key, field: field)
    guard let instant = Instant(rfc3339: text) else {
      throw RecordProblem(
        field: field,
        byteInDocument: self[key]?.rawRange.lowerBound,
        message: "found `\(text)` at `\(field)`, expected a time such as `2026-11-20T10:15:00Z`"
      )
    }
    return instant
  }

  /// The member that is a revision; throws `RecordProblem` for anything else.
  func requiredRevision(_ key: StaticString, field: String) throws(RecordProblem) -> Revision {
    let text = try requiredText(key, field: field)
    guard let revision = Revision(text) else {
      throw RecordProblem(
        field: field,
        byteInDocument: self[key]?.rawRange.lowerBound,
        message: text.isEmpty
          ? "found an empty string at `\(field)`, expected a revision of decimal digits"
          : "found `\(text)` at `\(field)`, expected a revision of decimal digits"
      )
    }
    return revision
  }

  /// The problem of a value of another kind than expected.
  func problem(field: String, expected: String) -> RecordProblem {
    RecordProblem(
      field: field,
      byteInDocument: rawRange.lowerBound,
      message: "found \(kindDescription) at `\(field)`, expected \(expected)"
    )
  }

  private var kindDescription: String {
    switch kind {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
