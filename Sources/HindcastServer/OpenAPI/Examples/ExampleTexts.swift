internal import Diagnostics

/// What servers gave, as examples of the OpenAPI document: written by its test, and held against a
/// server's answers by it.
enum ExampleTexts {
  /// The texts by the operation, or the status of an error, and the media type.
  private static let all: [String: [String: String]] = [
    queries, language, saved, reports, store, events, attribution, operations, errors,
  ].reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }

  /// What an operation answers, or an error, in a media type; nil where there is no example of it.
  ///
  /// What is asked by POST is answered as if it were asked by GET.
  static func example(of source: String, as mediaType: String) -> JSONText? {
    let name = source.hasSuffix("ByPost") ? String(source.dropLast(6)) : source
    guard let text = all[name]?[mediaType] else { return nil }
    return mediaType == "application/json" ? JSONText(text) : .string(text)
  }
}
