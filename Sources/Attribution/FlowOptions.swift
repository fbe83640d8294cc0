/// How rows are read and attributed.
public struct FlowOptions: Sendable {
  /// How many bytes a row may have.
  public static let rowBytesMax = 1 << 20
  /// How many columns with addresses may be named.
  public static let addressesMax = 16

  /// How rows are written; nil to tell from the first bytes.
  public var format: FlowFormat?
  /// The columns with addresses; none to find those of common logs.
  public var addresses: [String] = []
  /// The columns with the ports of the addresses, in the same order.
  public var ports: [String] = []
  /// The column with the instant; nil to find it.
  public var time: String?
  /// How instants are written.
  public var timeFormat: FlowTimeFormat = .auto
  /// What stands between the fields of CSV; a byte of ASCII.
  public var delimiter: UInt8 = 44
  /// Whether the first row of CSV names the columns.
  public var hasHeader = true

  /// Creates the default options.
  public init() {}
}
