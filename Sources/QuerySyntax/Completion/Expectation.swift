/// What may stand at a place of a query.
public enum Expectation: Hashable, Sendable {
  /// What a name stands for.
  public enum Role: String, CaseIterable, Hashable, Sendable {
    /// A Service.
    case service
    /// A Pod.
    case pod
    /// An EndpointSlice.
    case slice
    /// A Node.
    case node
    /// A namespace.
    case namespace
    /// A cluster.
    case cluster
    /// A zone.
    case zone
  }

  /// A word of the language, with the words that must follow it: `serving`, `as known at`.
  case keyword(String)
  /// A sign of the language: `|`, `,`, `>=`.
  case symbol(String)
  /// The name of something.
  case name(Role)
  /// A port of a Service; with `isTarget` the one on the Pod.
  case port(of: NamePattern?, isTarget: Bool)
  /// A column.
  case column
  /// A value that a column may have.
  case value(of: ColumnPath)
  /// A point in time.
  case instant
  /// A length of time.
  case duration
  /// An IP address.
  case address
  /// A network such as `10.0.0.0/8`.
  case network
  /// A number.
  case number
  /// A text.
  case text
  /// `$name`, declared by a `let` line or in the header.
  case parameter
  /// The name that a DNS question asks for.
  case dnsName
  /// A type of DNS record.
  case dnsType

  /// Whether it may be written in quotes.
  var isQuotable: Bool {
    switch self {
    case .name, .port, .value, .text, .address, .network, .dnsName: true
    case .keyword, .symbol, .column, .instant, .duration, .number, .parameter, .dnsType: false
    }
  }

  /// A text that can stand in its place; nil for words and signs of the language.
  var placeholder: String? {
    switch self {
    case .keyword, .symbol: nil
    case .name, .column, .value, .dnsName: "x"
    case .port, .number: "1"
    case .instant: "now"
    case .duration: "1s"
    case .address: "0.0.0.0"
    case .network: "0.0.0.0/0"
    case .text: "\"\""
    case .parameter: "$x"
    case .dnsType: "A"
    }
  }
}
