import Diagnostics

/// A fact about what is wrong with the text of a query; its sentences stand in another file.
protocol SyntaxFault: Sendable {
  /// The code.
  var code: SyntaxDiagnosticCode { get }

  /// Returns what is said about it at `span` of `source`.
  func sentence(at span: SourceSpan, in source: SourceText) -> FaultSentence
}
