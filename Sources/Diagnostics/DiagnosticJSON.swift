/// Diagnostics as JSON: code, severity, message, places, help and suggestions.
public enum DiagnosticJSON {
  /// Returns the diagnostics as the text of one JSON array.
  public static func text(for diagnostics: [Diagnostic], in source: SourceText?) -> String {
    var json = JSONWriter()
    json.array { json in
      for diagnostic in diagnostics {
        write(diagnostic, in: source, to: &json)
      }
    }
    return json.text
  }

  /// Writes one diagnostic as an object; with source text its places get lines and columns.
  public static func write(
    _ diagnostic: Diagnostic,
    in source: SourceText?,
    to json: inout JSONWriter
  ) {
    json.object { json in
      json.key("code")
      json.write(diagnostic.code.text)
      json.key("severity")
      json.write(diagnostic.severity.rawValue)
      json.key("message")
      json.write(diagnostic.message)
      if let primary = diagnostic.primary {
        writeLabelMembers(primary, in: source, to: &json)
      }
      if !diagnostic.secondary.isEmpty {
        json.key("secondary")
        json.array { json in
          for label in diagnostic.secondary {
            json.object { json in writeLabelMembers(label, in: source, to: &json) }
          }
        }
      }
      if !diagnostic.notes.isEmpty {
        json.key("notes")
        json.array { json in
          for note in diagnostic.notes {
            json.write(note)
          }
        }
      }
      if let help = diagnostic.help {
        json.key("help")
        json.write(help)
      }
      json.key("suggestions")
      json.array { json in
        for suggestion in diagnostic.suggestions {
          write(suggestion, in: source, to: &json)
        }
      }
    }
  }

  /// Writes a span as an object with its offsets and, with source text, its lines and columns.
  public static func write(_ span: SourceSpan, in source: SourceText?, to json: inout JSONWriter) {
    json.object { json in
      json.key("start")
      json.write(span.start)
      json.key("end")
      json.write(span.end)
      guard let source else { return }
      let location = source.location(of: span.start)
      json.key("line")
      json.write(location.line)
      json.key("column")
      json.write(location.column)
    }
  }

  private static func writeLabelMembers(
    _ label: DiagnosticLabel,
    in source: SourceText?,
    to json: inout JSONWriter
  ) {
    json.key("span")
    write(label.span, in: source, to: &json)
    json.key("label")
    json.write(label.text)
  }

  private static func write(
    _ suggestion: Suggestion,
    in source: SourceText?,
    to json: inout JSONWriter
  ) {
    json.object { json in
      json.key("replacement")
      json.write(suggestion.replacement)
      json.key("span")
      write(suggestion.span, in: source, to: &json)
      json.key("kind")
      json.write(suggestion.kind)
    }
  }
}
