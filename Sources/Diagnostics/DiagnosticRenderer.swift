/// Renders diagnostics as text: headline, place, the source line underlined, and help.
///
/// ```text
/// error[TQL0131]: a time needs a zone
///  --> query:1:38
///   |
/// 1 | pods serving shop/cart on port 80 at 2026-11-20T10:15:00
///   |                                      ^^^^^^^^^^^^^^^^^^^ no zone
///   |
/// help: write `2026-11-20T10:15:00Z` for UTC
/// ```
public struct DiagnosticRenderer: Sendable {
  /// The decorator that colors the parts.
  public let decorator: any DiagnosticDecorator
  /// The columns of source text shown at most; longer lines are windowed around the place.
  public let columnsMax: Int

  /// Creates a renderer.
  public init(decorator: any DiagnosticDecorator = PlainDecorator(), columnsMax: Int = 100) {
    precondition(columnsMax >= 20, "\(columnsMax) columns are too few to show a place")
    self.decorator = decorator
    self.columnsMax = columnsMax
  }

  /// Returns the diagnostics as text, with an empty line between two of them.
  public func render(_ diagnostics: [Diagnostic], in source: SourceText?) -> String {
    diagnostics.map { render($0, in: source) }.joined(separator: "\n")
  }

  /// Returns the diagnostic as text that ends with a line feed.
  public func render(_ diagnostic: Diagnostic, in source: SourceText?) -> String {
    let severity = diagnostic.severity
    var lines = [
      decorator.decorate(
        "\(severity.rawValue)[\(diagnostic.code.text)]",
        as: .severity(severity)
      )
        + decorator.decorate(": \(DisplayWidth.escaped(diagnostic.message))", as: .message)
    ]
    var notes = diagnostic.notes.map { keyword("note", $0) }
    if let help = diagnostic.help {
      notes.append(keyword("help", help))
    }
    if let source, let primary = diagnostic.primary {
      let excerpt = SourceExcerpt(
        source: source,
        primary: primary,
        secondary: diagnostic.secondary,
        severity: severity,
        columnsMax: columnsMax
      )
      lines += excerpt.render(with: decorator, closing: !notes.isEmpty)
    }
    lines += notes
    return lines.map { $0 + "\n" }.joined()
  }

  private func keyword(_ word: String, _ text: String) -> String {
    decorator.decorate("\(word):", as: .keyword) + " \(DisplayWidth.escaped(text))"
  }
}
