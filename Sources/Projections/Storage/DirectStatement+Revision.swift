import EventLog
import TopologyModel

extension DirectStatement {
  /// Reads a revision of the present row; nil for NULL.
  func revision(_ column: Int32) -> CompactRevision? { CompactRevision(packedKey: bytes(column)) }
}
