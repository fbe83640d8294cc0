internal import HTTPTypes
internal import QueryEngine
internal import TopologyModel

/// A format with the names by which HTTP knows it.
struct ContentFormat<Format: Sendable>: Sendable {
  var format: Format
  /// What `format=` says.
  var name: String
  /// What `Accept` says and `Content-Type` tells.
  var mediaType: String

  /// The media type with its character set.
  var contentType: String {
    mediaType.hasPrefix("text/") || mediaType.hasSuffix("json") || mediaType.hasSuffix("yaml")
      ? "\(mediaType); charset=utf-8" : mediaType
  }
}

extension ContentFormat<AnswerFormat> {
  /// The formats of answers, in the order of preference.
  static let answers: [ContentFormat] = [
    ContentFormat(format: .json, name: "json", mediaType: "application/json"),
    ContentFormat(format: .ndjson, name: "ndjson", mediaType: "application/x-ndjson"),
    ContentFormat(format: .csv, name: "csv", mediaType: "text/csv"),
    ContentFormat(format: .table, name: "table", mediaType: "text/plain"),
    ContentFormat(format: .markdown, name: "markdown", mediaType: "text/markdown"),
    ContentFormat(format: .yaml, name: "yaml", mediaType: "application/yaml"),
    ContentFormat(format: .wide, name: "wide", mediaType: "text/plain"),
    ContentFormat(format: .vertical, name: "vertical", mediaType: "text/plain"),
    ContentFormat(format: .timeline, name: "timeline", mediaType: "text/plain"),
  ]
}

extension Array {
  /// The format that `format=` names, else the one that `Accept` likes best, else the first.
  ///
  /// Throws `ServerFault` for a name or a header that fits none.
  func chosen<Format>(
    named name: String?,
    accept: String?
  ) throws(ServerFault) -> ContentFormat<Format> where Element == ContentFormat<Format> {
    if let name {
      if let found = first(where: { $0.name == name }) { return found }
      throw .parameter("format", name, expected: map(\.name).joined(separator: ", "))
    }
    guard let accept, !accept.isEmpty else { return self[0] }
    let ranges = AcceptedRange.parsed(accept)
    var best: (format: ContentFormat<Format>, quality: Double)?
    for format in self {
      guard let range = ranges.filter({ $0.matches(format.mediaType) }).max(by: <) else { continue }
      if range.quality > best?.quality ?? 0 { best = (format, range.quality) }
    }
    if let best { return best.format }
    throw ServerFault(
      .incorrect,
      "not-acceptable",
      "nothing here is of the type `\(accept.prefix(200))`",
      help:
        "there are \(Set(map(\.mediaType)).sorted().joined(separator: ", ")); `format=` names one, too",
      status: .notAcceptable
    )
  }
}
