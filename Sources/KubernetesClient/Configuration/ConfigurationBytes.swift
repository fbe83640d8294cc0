internal import Foundation

/// Reads what a kubeconfig holds either itself, as base64, or in a file.
struct ConfigurationBytes {
  let bytes: [UInt8]
  /// Where they come from, as a sentence says it.
  let origin: String

  /// Returns what stands at `key-data`, else in the file that `key` names, else nil.
  static func read(
    _ key: String,
    of entry: KubeconfigField
  ) throws(ConnectionConfigurationError) -> ConfigurationBytes? {
    if let field = try entry.member("\(key)-data") {
      let text = try field.scalarText()
      if !text.isEmpty {
        guard let bytes = decode(base64: text) else {
          throw .value(.badBase64(field.place, field: field.path))
        }
        return ConfigurationBytes(bytes: bytes, origin: "`\(field.path)` of \(field.place)")
      }
    }
    guard let field = try entry.member(key), let path = try entry.text(key) else { return nil }
    let resolved = ConfigurationFile.resolve(path, in: entry.folder)
    do throws(ConnectionConfigurationError) {
      let bytes = try ConfigurationFile.bytes(at: resolved)
      return ConfigurationBytes(bytes: bytes, origin: "`\(resolved)`")
    } catch {
      throw .value(
        .namedFileUnusable(field.place, field: field.path, detail: error.message)
      )
    }
  }

  /// Throws unless there is a PEM block of that kind.
  func require(_ kind: String) throws(ConnectionConfigurationError) {
    guard PEMText.holds(kind, in: bytes) else {
      throw .value(.noPEM(origin: origin, expected: kind))
    }
  }

  private static func decode(base64 text: String) -> [UInt8]? {
    let compact = text.utf8.filter { $0 != 10 && $0 != 13 && $0 != 32 && $0 != 9 }
    return Data(base64Encoded: Data(compact)).map(Array.init)
  }
}
