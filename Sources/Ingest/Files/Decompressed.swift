/// What came of compressed bytes: all that could be read, and what stopped it.
struct Decompressed {
  var bytes: [UInt8]
  /// What is wrong with the compressed bytes; nil where all were read.
  var damage: String?

  /// Decompresses bytes of a known kind, recognised by their first ones; nil for others.
  init?(_ stored: [UInt8], bytesMax: Int) {
    if ZstdDecoder.isCompressed(stored) {
      self = ZstdDecoder.decode(stored, bytesMax: bytesMax)
    } else if GzipDecoder.isCompressed(stored) {
      self = GzipDecoder.decode(stored, bytesMax: bytesMax)
    } else {
      return nil
    }
  }

  /// Whether bytes begin as compressed ones of a known kind do.
  static func isCompressed(_ bytes: [UInt8]) -> Bool {
    ZstdDecoder.isCompressed(bytes) || GzipDecoder.isCompressed(bytes)
  }

  init(bytes: [UInt8], damage: String?) {
    self.bytes = bytes
    self.damage = damage
  }
}
