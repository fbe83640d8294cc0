internal import Crypto
internal import Foundation

/// What a seed makes of a text: the same for the same seed, and without it not to be turned back.
struct SeededDigest {
  private let key: SymmetricKey

  init(seed: String) {
    key = SymmetricKey(data: Data(SHA256.hash(data: Data("hindcast-export/\(seed)".utf8))))
  }

  /// 32 bytes for a text of a class; classes are independent of one another.
  func bytes(_ category: String, _ text: some Sequence<UInt8>) -> [UInt8] {
    var message = Array(category.utf8)
    message.append(0)
    message.append(contentsOf: text)
    return Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
  }
}
