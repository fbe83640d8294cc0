import TopologyModel

/// One record of an answer; the time to live, and an SRV record's priority and weight, are left out.
public struct DNSRecord: Hashable, Comparable, Sendable {
  /// The name, in lower case, with the final dot.
  public var name: String
  /// The type.
  public var type: DNSRecordType
  /// The address, the text, or the name that it points at, with the final dot.
  public var data: String
  /// The port of an SRV record; nil for every other type.
  public var port: Int?

  /// Creates a record.
  public init(name: String, type: DNSRecordType, data: String, port: Int?) {
    self.name = name
    self.type = type
    self.data = data
    self.port = port
  }

  /// Orders by name, by type in the order of `DNSRecordType`, by data, addresses by number, and by
  /// port.
  public static func < (left: DNSRecord, right: DNSRecord) -> Bool {
    if left.name != right.name { return left.name < right.name }
    if left.type != right.type { return left.type.rank < right.type.rank }
    if left.data != right.data {
      guard let leftAddress = IPAddress(left.data), let rightAddress = IPAddress(right.data) else {
        return left.data < right.data
      }
      return leftAddress < rightAddress
    }
    return (left.port ?? 0) < (right.port ?? 0)
  }
}
