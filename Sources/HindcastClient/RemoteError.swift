internal import Diagnostics
internal import Foundation
internal import TopologyModel

/// The body of an error as a server sends it (docs/reference/http-api.md).
struct RemoteError: Decodable {
  struct Fault: Decodable {
    var code: String
    var category: String
    var message: String
    var help: String?
  }

  struct Span: Decodable {
    var start: Int
    var end: Int

    var span: SourceSpan { SourceSpan(start, max(start, end)) }
  }

  struct Label: Decodable {
    var span: Span
    var label: String
  }

  struct Change: Decodable {
    var replacement: String
    var span: Span
    var kind: String
  }

  struct Told: Decodable {
    var code: String
    var severity: String
    var message: String
    var span: Span?
    var label: String?
    var secondary: [Label]?
    var notes: [String]?
    var help: String?
    var suggestions: [Change]?

    var diagnostic: Diagnostic {
      Diagnostic(
        code: DiagnosticCode(code),
        severity: Severity(rawValue: severity) ?? .error,
        message: message,
        primary: span.map { DiagnosticLabel(span: $0.span, text: label ?? "") },
        secondary: (secondary ?? []).map { DiagnosticLabel(span: $0.span.span, text: $0.label) },
        notes: notes ?? [],
        help: help,
        suggestions: (suggestions ?? []).map {
          Suggestion(replacement: $0.replacement, span: $0.span.span, kind: $0.kind)
        }
      )
    }
  }

  var error: Fault
  var diagnostics: [Told]?

  /// The error behind a response's status and body.
  static func error(status: Int, _ body: [UInt8], url: String) -> any Error {
    guard let told = try? JSONDecoder().decode(Self.self, from: Data(body)) else {
      return RemoteFault.stranger(url: url, status: status)
    }
    if let diagnostics = told.diagnostics, !diagnostics.isEmpty {
      return RemoteRefusal(diagnostics: diagnostics.map(\.diagnostic))
    }
    return RemoteFault.told(
      category: AnomalyCategory(code: told.error.category) ?? .unavailable,
      message: told.error.message,
      help: told.error.code == "unauthenticated"
        ? "give one with --token-file FILE, or in $HINDCAST_TOKEN" : told.error.help
    )
  }
}
