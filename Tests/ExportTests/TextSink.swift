import Export

/// Gathers what is exported.
final class TextSink: ByteSink {
  private(set) var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  func write(_ bytes: [UInt8]) {
    self.bytes += bytes
  }
}
