import Diagnostics

/// Ports, addresses and DNS names.
extension Parser {
  /// Reads `port` behind `on`: `[target] port P`.
  mutating func parsePort(of service: NamePattern?) throws(SyntaxError) -> PortReference {
    if !isKeywordInAnyCase("port"), !isKeywordInAnyCase("target"), isPortLike(current) {
      let error = SyntaxError(
        NameFault.portWords(corrected: "port \(text(current))"),
        at: current.span
      )
      report(error)
      return try parsePortValue(isTarget: false)
    }
    if isAtCursor { note(keyword: "port") }
    let isTarget = accept("target", phrase: "target port")
    try expect("port", after: isTarget ? "target" : "on")
    return try parsePortValue(isTarget: isTarget, of: service)
  }

  /// Whether a port was probably meant, with `port` left out.
  private func isPortLike(_ token: Token) -> Bool {
    switch token.kind {
    case .quoted: return true
    case .word:
      if bytes(token).first.map(ByteClass.isDigit) == true { return true }
      let following = peek(1)
      let isLast = following.kind == .end || following.kind == .pipe
      let isNearKeyword =
        EditDistance.closest(to: text(token), in: ["port", "target", "node"]) != nil
      return isLast && !isNearKeyword && !isKeyword("node")
    default: return false
    }
  }

  /// Reads `port-value`: a number or a name, with a protocol behind it or not.
  mutating func parsePortValue(
    isTarget: Bool,
    of service: NamePattern? = nil
  ) throws(SyntaxError) -> PortReference {
    if isAtCursor { note(.port(of: service, isTarget: isTarget), .parameter) }
    let token = current
    let start = token.span.start
    switch token.kind {
    case .parameter:
      advance()
      return PortReference(
        .parameter(String(text(token).dropFirst())),
        isTarget: isTarget,
        span: span(from: start)
      )
    case .quoted:
      return try quotedPort(token, isTarget: isTarget, from: start)
    case .word:
      let (form, transport) = try barePort(token)
      advance()
      return PortReference(
        form,
        transport: transport,
        isTarget: isTarget,
        span: span(from: start)
      )
    default:
      throw missing("a port", example: "pods serving shop/cart on port 80")
    }
  }

  /// A port named in quotes is a name even if it is a number; a protocol may touch the quote.
  private mutating func quotedPort(
    _ token: Token,
    isTarget: Bool,
    from start: SourceOffset
  ) throws(SyntaxError) -> PortReference {
    advance()
    var transport: TransportProtocol?
    let suffix = current
    if suffix.kind == .word, suffix.span.start == token.span.end,
      bytes(suffix).first == UInt8(ascii: "/")
    {
      transport = try parseProtocol(bytes(suffix).dropFirst(), of: suffix, before: text(token))
      advance()
    }
    return PortReference(
      .name(quotedText(token)),
      transport: transport,
      isTarget: isTarget,
      span: span(from: start)
    )
  }

  private func barePort(
    _ token: Token
  ) throws(SyntaxError) -> (PortReference.Form, TransportProtocol?) {
    let bytes = bytes(token)
    var transport: TransportProtocol?
    var value = bytes
    if let slash = bytes.firstIndex(of: UInt8(ascii: "/")) {
      value = bytes[..<slash]
      let before = String(decoding: value, as: UTF8.self)
      transport = try parseProtocol(bytes[(slash + 1)...], of: token, before: before)
    }
    let text = String(decoding: value, as: UTF8.self)
    guard let first = value.first else { throw SyntaxError(NameFault.notAPort, at: token.span) }
    if value.allSatisfy(ByteClass.isDigit) {
      guard let number = Int(text), (1...65_535).contains(number) else {
        throw SyntaxError(NameFault.notAPort, at: token.span)
      }
      return (.number(number), transport)
    }
    guard first != UInt8(ascii: "-"), value.count <= 63,
      value.allSatisfy({ ByteClass.isIdentifier($0) || $0 == UInt8(ascii: "-") })
    else { throw SyntaxError(NameFault.notAPort, at: token.span) }
    return (.name(text), transport)
  }

  private func parseProtocol(
    _ bytes: ArraySlice<UInt8>,
    of token: Token,
    before: String
  ) throws(SyntaxError) -> TransportProtocol {
    let text = String(decoding: bytes, as: UTF8.self)
    if let transport = TransportProtocol(rawValue: text.uppercased()) { return transport }
    let known = TransportProtocol.allCases.map(\.rawValue)
    let corrected = EditDistance.closest(to: text, in: known).map { "\(before)/\($0)" }
    throw SyntaxError(NameFault.unknownProtocol(corrected: corrected), at: token.span)
  }

  /// Reads `address`: an IP address, with a port behind it or not.
  mutating func parseAddress() throws(SyntaxError) -> AddressExpression {
    if isAtCursor { note(.address, .parameter) }
    let token = current
    switch token.kind {
    case .parameter:
      advance()
      return AddressExpression(.parameter(String(text(token).dropFirst())), span: token.span)
    case .word, .bracketedAddress, .quoted:
      guard let form = addressForm(token) else {
        let isNetwork = AddressText.isNetwork(bytes(token))
        let help =
          isNetwork
          ? "write `pods | where ip in \(text(token))` for a network"
          : "write for example `owners of ip 10.0.0.1` or `owners of ip fd00::1`"
        throw SyntaxError(NameFault.notAnAddress(help: help), at: token.span)
      }
      advance()
      return AddressExpression(form, span: token.span)
    default:
      throw missing("an IP address", example: "owners of ip 10.0.0.1")
    }
  }

  /// The address that a token is: `10.0.0.1`, `10.0.0.1:80`, `fd00::1`, `[fd00::1]:80`.
  func addressForm(_ token: Token) -> AddressExpression.Form? {
    var bytes = bytes(token)
    if token.kind == .quoted {
      guard bytes.count >= 2 else { return nil }
      bytes = bytes.dropFirst().dropLast()
    }
    if AddressText.isAddress(bytes) {
      return .address(String(decoding: bytes, as: UTF8.self), port: nil)
    }
    guard let colon = bytes.lastIndex(of: UInt8(ascii: ":")) else {
      return bracketed(bytes)
    }
    guard token.kind != .bracketedAddress || bytes.last != UInt8(ascii: "]") else {
      return bracketed(bytes)
    }
    let digits = bytes[(colon + 1)...]
    guard let port = Int(String(decoding: digits, as: UTF8.self)), (1...65_535).contains(port),
      digits.allSatisfy(ByteClass.isDigit)
    else { return nil }
    let address = bytes[..<colon]
    if AddressText.isIPv4(address) {
      return .address(String(decoding: address, as: UTF8.self), port: port)
    }
    guard case .address(let text, _) = bracketed(address) else { return nil }
    return .address(text, port: port)
  }

  private func bracketed(_ bytes: ArraySlice<UInt8>) -> AddressExpression.Form? {
    guard bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") else { return nil }
    let address = bytes.dropFirst().dropLast()
    guard AddressText.isIPv6(address) else { return nil }
    return .address(String(decoding: address, as: UTF8.self), port: nil)
  }

  /// Reads `dns-name`.
  mutating func parseDNSName() throws(SyntaxError) -> DNSName {
    if isAtCursor { note(.dnsName, .parameter) }
    let token = current
    switch token.kind {
    case .parameter:
      advance()
      return DNSName(.parameter(String(text(token).dropFirst())), span: token.span)
    case .quoted:
      advance()
      return DNSName(.name(quotedText(token)), span: token.span)
    case .word:
      let word = text(token)
      if word.utf8.contains(UInt8(ascii: "*")) {
        throw SyntaxError(NameFault.globNotAllowed(place: "`dns`"), at: token.span)
      }
      guard SyntaxSpelling.isBareName(word) || AddressText.isAddress(bytes(token)) else {
        throw SyntaxError(NameFault.notAName(what: "a DNS name"), at: token.span)
      }
      advance()
      return DNSName(.name(word), span: token.span)
    default:
      throw missing("a DNS name", example: "dns cart.shop.svc.cluster.local")
    }
  }

  /// Reads `record-type`, in small letters or capitals.
  mutating func parseRecordType() throws(SyntaxError) -> DNSRecordType {
    if isAtCursor { note(.dnsType) }
    if current.kind == .word, let type = DNSRecordType(rawValue: text(current).uppercased()) {
      advance()
      return type
    }
    throw missing(
      "a record type (A, AAAA, SRV, PTR or CNAME)",
      example: "dns cart.shop type AAAA"
    )
  }
}
