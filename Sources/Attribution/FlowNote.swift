/// The notes of rows that were not attributed.
enum FlowNote {
  /// There is no address: the field is empty, `-`, null, or absent.
  static let noAddress = "no-address"
  static let unreadableAddress = "unreadable-address"
  static let unreadableTime = "unreadable-time"
  static let unreadablePort = "unreadable-port"
  /// The line is no JSON object; it is written as it is.
  static let unreadableRow = "unreadable-row"
}
