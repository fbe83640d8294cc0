/// Where an export's bytes go.
public protocol ByteSink: AnyObject {
  /// Takes bytes, in order.
  func write(_ bytes: [UInt8]) throws
}
