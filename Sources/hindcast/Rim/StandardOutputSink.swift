import Export

/// Standard output as the place where an export goes.
final class StandardOutputSink: ByteSink {
  func write(_ bytes: [UInt8]) {
    Output.data(bytes)
  }
}
