internal import Foundation

/// Gives names and other short texts other ones: the same text the same one, wherever it stands.
///
/// A name is mapped part by part, between `-` and `.`, so that names keep what they have in common:
/// a Pod's name still begins with its ReplicaSet's, and that one's still ends with the Pods' hash.
/// What comes out is a valid DNS label, or several with dots between them, and no longer than a
/// label's value may be where the text was not.
final class NameMap {
  private static let partLength = 6
  private static let wholeLength = 16
  private static let labelLengthMax = 63
  private static let ordinalLengthMax = 3
  private static let cacheCountMax = 200_000

  private let digest: SeededDigest
  private var cache: [String: String] = [:]

  init(digest: SeededDigest) {
    self.digest = digest
  }

  /// The other name; nothing for nothing.
  func name(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    if let known = cache[text] { return known }
    if cache.count >= Self.cacheCountMax { cache.removeAll(keepingCapacity: true) }
    let mapped = Self.isUID(text) ? uid(text) : mappedName(text)
    cache[text] = mapped
    return mapped
  }

  /// The other UID, of the usual form.
  func uid(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    var bytes = Array(digest.bytes("uid", text.lowercased().utf8).prefix(16))
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    let digits = Array("0123456789abcdef")
    var result = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { result.append("-") }
      result.append(digits[Int(byte >> 4)])
      result.append(digits[Int(byte & 15)])
    }
    return result
  }

  private func mappedName(_ text: String) -> String {
    let whole = "x" + letters("whole", text, count: Self.wholeLength - 1)
    guard text.utf8.allSatisfy(Self.isNameCharacter) else { return whole }
    let parts = text.split(whereSeparator: Self.isSeparator)
    guard !parts.isEmpty else { return whole }
    // One number at the end is a StatefulSet's ordinal; several are rather an address.
    let numberCount = parts.count { $0.utf8.allSatisfy(Self.isDigit) }
    var result = ""
    var part = ""
    for (index, character) in text.enumerated() {
      let isLast = index == text.count - 1
      if !Self.isSeparator(character) { part.append(character) }
      if Self.isSeparator(character) || isLast, !part.isEmpty {
        let isOrdinal =
          isLast && numberCount == 1 && parts.count > 1
          && part.utf8.count <= Self.ordinalLengthMax && part.utf8.allSatisfy(Self.isDigit)
        result += isOrdinal ? part : self.part(part)
        part = ""
      }
      if Self.isSeparator(character) { result.append(character) }
    }
    let isTooLong =
      result.utf8.count > Self.labelLengthMax && text.utf8.count <= Self.labelLengthMax
    return isTooLong || result.utf8.count > 253 ? whole : result
  }

  /// A letter, and letters and digits behind it.
  private func part(_ text: String) -> String {
    letters("part", text, count: Self.partLength)
  }

  private func letters(_ category: String, _ text: String, count: Int) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
    let bytes = digest.bytes(category, text.utf8)
    var result = String(alphabet[Int(bytes[0]) % 26])
    for byte in bytes[1..<count] { result.append(alphabet[Int(byte) & 31]) }
    return result
  }

  private static func isSeparator(_ character: Character) -> Bool {
    character == "-" || character == "."
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isNameCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 45, 46, 95: true
    default: false
    }
  }

  private static func isUID(_ text: String) -> Bool {
    text.utf8.count == 36 && UUID(uuidString: text) != nil
  }
}
