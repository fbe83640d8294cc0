/// A part of a rendered diagnostic that a decorator may color.
public enum DiagnosticElement: Hashable, Sendable {
  /// The severity with its code, as in `error[TQL0103]`.
  case severity(Severity)
  /// The headline.
  case message
  /// Line numbers, bars and arrows.
  case gutter
  /// The underline of the primary place and its text.
  case primaryMark(Severity)
  /// The underline of another place and its text.
  case secondaryMark
  /// The words `help:` and `note:`.
  case keyword
}
