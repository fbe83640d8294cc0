/// What cluster DNS says to a question.
public struct DNSReply: Hashable, Sendable {
  /// The response code.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The name exists; without records it has none of that type (semantics.md 5.11).
    case noError = "NOERROR"
    /// The name does not exist.
    case nameError = "NXDOMAIN"
    /// The name lies outside the zone, so that cluster DNS asks somebody else.
    case refused = "REFUSED"
  }

  /// The response code.
  public var code: Code
  /// The records, in their order, each once.
  public var records: [DNSRecord]

  /// Creates a reply; puts the records in order and drops repetitions.
  public init(code: Code, records: [DNSRecord]) {
    self.code = code
    self.records = Set(records).sorted()
  }

  /// The name exists and has no record of that type.
  static let noData = DNSReply(code: .noError, records: [])
  /// The name does not exist.
  static let nameError = DNSReply(code: .nameError, records: [])
}
