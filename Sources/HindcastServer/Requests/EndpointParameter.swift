/// A parameter that an endpoint takes: what requests are held against, and what the OpenAPI document
/// tells.
struct EndpointParameter: Sendable {
  /// Where it stands.
  enum Place: String, Sendable {
    case path
    case query
    /// A header that the endpoint reads.
    case header
  }

  /// What its text must be.
  enum Kind: Sendable {
    case text
    case instant
    case duration
    /// A version of Kubernetes.
    case version
    case integer(ClosedRange<Int>)
    case flag
    case choice([String])
    /// Values by name: `param[service]=shop/cart`.
    case values
  }

  var name: String
  var place: Place = .query
  var kind: Kind
  var isRequired = false
  var isRepeated = false
  var description: String
  var example: String

  static let ifNoneMatch = EndpointParameter(
    name: "If-None-Match",
    place: .header,
    kind: .text,
    description: "The `ETag` of an answer that is there already: 304 where it still is right.",
    example: "W/\"5f2d7f8a7bd5ad0ff4b1f1d7b3f9c4a3\""
  )

  static let hints = EndpointParameter(
    name: "Hindcast-Hints",
    place: .header,
    kind: .text,
    description: "With `options`, ways out name options of the command line, and not parameters.",
    example: "options"
  )
}
