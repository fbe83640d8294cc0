import Diagnostics

/// A fault and its place.
struct SyntaxError: Error {
  let fault: any SyntaxFault
  let span: SourceSpan

  /// Creates an error.
  init(_ fault: any SyntaxFault, at span: SourceSpan) {
    self.fault = fault
    self.span = span
  }
}
