internal import TopologyModel

/// The parts of an absolute URL, as far as a server or a proxy needs them.
struct URLText: Hashable {
  /// Before `://`, in lower case.
  var scheme: String
  /// Before the `@`, without percent signs.
  var user: String?
  /// Behind the user and a colon, without percent signs.
  var password: String?
  /// In lower case; an IPv6 address stands without brackets.
  var host: String
  var port: Int?
  /// From the first slash behind the host, without query and fragment.
  var path: String

  /// Reads a URL, or says what is wrong with it.
  init(_ text: String) throws(URLFault) {
    guard text.utf8.allSatisfy({ (33...126).contains($0) }) else {
      throw URLFault("it holds a blank or a character that is not ASCII")
    }
    guard let mark = text.firstRange(of: "://"), Self.isScheme(text[..<mark.lowerBound]) else {
      throw URLFault("it does not begin with a scheme such as `https://`")
    }
    scheme = text[..<mark.lowerBound].lowercased()
    let rest = text[mark.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    path = String(rest[authority.endIndex...].prefix { $0 != "?" && $0 != "#" })
    var place = authority
    if let at = authority.lastIndex(of: "@") {
      let pair = authority[..<at].split(
        separator: ":",
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      user = try pair.first.map { part throws(URLFault) in try Self.decoded(part) }
      password = try pair.dropFirst().first.map { part throws(URLFault) in try Self.decoded(part) }
      place = authority[authority.index(after: at)...]
    }
    (host, port) = try Self.hostAndPort(place)
  }

  /// The text with whoever stands before the `@` left out.
  static func shown(_ text: String) -> String {
    guard let at = text.lastIndex(of: "@") else { return text }
    let start = text.firstRange(of: "://")?.upperBound ?? text.startIndex
    guard start <= at else { return "…" + text[at...] }
    return text[..<start] + "…" + text[at...]
  }

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.first, first.isLetter else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) }
  }

  private static func hostAndPort(_ text: Substring) throws(URLFault) -> (String, Int?) {
    guard text.first == "[" else {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count <= 2 else {
        throw URLFault("its host has several colons; an IPv6 address stands in brackets")
      }
      let host = parts[0].lowercased()
      guard !host.isEmpty else { throw URLFault("it names no host") }
      guard host.utf8.allSatisfy(isHostByte) else {
        throw URLFault("its host holds a character that no host has")
      }
      return (host, try parts.count == 2 ? port(parts[1]) : nil)
    }
    guard let end = text.firstIndex(of: "]") else { throw URLFault("its bracket is not closed") }
    let inner = text[text.index(after: text.startIndex)..<end]
    let host = try decoded(inner).lowercased()
    let address = host.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)[0]
    guard address.contains(":"), IPAddress(address) != nil else {
      throw URLFault("what stands in brackets is no IPv6 address")
    }
    let rest = text[text.index(after: end)...]
    guard rest.isEmpty || rest.first == ":" else {
      throw URLFault("there is text between the bracket and the port")
    }
    return (host, try rest.isEmpty ? nil : port(rest.dropFirst()))
  }

  private static func port(_ text: Substring) throws(URLFault) -> Int? {
    guard !text.isEmpty else { return nil }
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(text),
      (1...65_535).contains(port)
    else { throw URLFault("its port is not a number from 1 to 65535") }
    return port
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 45, 46, 95: true
    default: false
    }
  }

  private static func decoded(_ text: Substring) throws(URLFault) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
        let value = UInt8(digits, radix: 16)
      else { throw URLFault("it holds a percent sign without two hexadecimal digits") }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
