internal import HTTPTypes
internal import TopologyModel

/// What `Content-Type` says.
enum MediaType {
  /// The type and subtype of a header in small letters, without parameters; nil where there is none.
  static func name(in header: String?) -> String? {
    (header ?? "").split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() }
  }
}

extension ServerFault {
  static func unsupportedMediaType(_ name: String?, help: String) -> ServerFault {
    ServerFault(
      .incorrect,
      "unsupported-media-type",
      name.map { "the body is of the type `\($0.prefix(100))`" } ?? "the body has no type",
      help: help,
      status: .unsupportedMediaType
    )
  }
}
