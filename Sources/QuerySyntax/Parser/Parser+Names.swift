import Diagnostics

/// Names, kinds and objects.
extension Parser {
  /// Reads `name`: a word in a name's place is a name, whatever keyword it may be elsewhere.
  mutating func parseName(
    _ role: NameRole,
    globsIn place: String? = nil
  ) throws(SyntaxError) -> NamePattern {
    let start = current.span.start
    try skipKind(role)
    if isAtCursor { note(.name(role.role), .parameter) }
    let token = current
    let form: NamePattern.Form
    switch token.kind {
    case .quoted:
      form = quotedName(token, role)
      if token.span.count <= 2 {
        throw SyntaxError(NameFault.notAName(what: role.what), at: token.span)
      }
    case .parameter:
      form = .parameter(String(text(token).dropFirst()))
    case .word:
      form = try bareName(token, role)
    default:
      throw missing(role.what, example: role.example)
    }
    advance()
    let pattern = NamePattern(form, span: span(from: start))
    if let place, pattern.isGlob {
      report(SyntaxError(NameFault.globNotAllowed(place: place), at: token.span))
    }
    return pattern
  }

  /// Reads `object`: a kind and a name.
  mutating func parseObject(example: String) throws(SyntaxError) -> ObjectReference {
    let start = current.span.start
    noteKinds()
    guard current.kind == .word || current.kind == .quoted || current.kind == .parameter else {
      throw missing("a kind and a name", example: example)
    }
    let word = text(current)
    let isAlone = !startsName(peek(1))
    guard current.kind == .word, let kind = ObjectKind(spelling: word) else {
      if isAlone || current.kind != .word || word.utf8.contains(UInt8(ascii: "/")) {
        throw SyntaxError(
          NameFault.missingKind(corrected: "service \(word)"),
          at: current.span
        )
      }
      throw SyntaxError(NameFault.unknownKind(closest: closestKind(word)), at: current.span)
    }
    advance()
    let isGlobAllowed = !example.hasPrefix("show")
    let name = try parseName(.object(kind), globsIn: isGlobAllowed ? nil : "`show`")
    return ObjectReference(kind: kind, name: name, span: span(from: start))
  }

  /// Reads `kind` standing alone.
  mutating func parseKind(example: String) throws(SyntaxError) -> ObjectKind {
    noteKinds()
    guard current.kind == .word else { throw missing("a kind", example: example) }
    let word = text(current)
    guard let kind = ObjectKind(spelling: word) else {
      throw SyntaxError(NameFault.unknownKind(closest: closestKind(word)), at: current.span)
    }
    advance()
    return kind
  }

  private func closestKind(_ word: String) -> String? {
    let spellings = ObjectKind.allCases.flatMap(\.spellings)
    return EditDistance.closest(to: word, in: spellings)
      .flatMap { ObjectKind(spelling: $0)?.rawValue }
  }

  /// Whether a name may begin with `token`.
  func startsName(_ token: Token) -> Bool {
    token.kind == .word || token.kind == .quoted || token.kind == .parameter || isCursor(token)
  }

  /// Takes a kind before a name: `service`, `pod`, `slice` and `node` are never names themselves.
  private mutating func skipKind(_ role: NameRole) throws(SyntaxError) {
    guard let expected = role.kind else { return }
    if isAtCursor { note(keyword: expected.rawValue) }
    guard current.kind == .word,
      let kind = ObjectKind.allCases.first(where: { isKeyword($0.rawValue) })
    else { return }
    guard kind == expected, startsName(peek(1)), !isClausePair(ahead: 1) else {
      throw SyntaxError(
        NameFault.kindAsName(kind: kind.rawValue, expected: role.what),
        at: current.span
      )
    }
    advance()
  }

  /// Whether two words `ahead` are the beginning of a clause and hardly a name.
  private func isClausePair(ahead: Int) -> Bool {
    let pairs = [
      ("on", "port"), ("on", "target"), ("for", "node"), ("for", "zone"), ("in", "namespace"),
      ("in", "cluster"), ("including", "draining"), ("as", "known"),
    ]
    return pairs.contains { isKeyword($0.0, ahead: ahead) && isKeyword($0.1, ahead: ahead + 1) }
  }

  /// Quotes keep a word from being a kind, a glob or a UID; `/` still ends the namespace.
  private func quotedName(_ token: Token, _ role: NameRole) -> NamePattern.Form {
    let content = quotedText(token)
    if role.hasNamespace, let slash = content.firstIndex(of: "/") {
      let name = String(content[content.index(after: slash)...])
      return .name(namespace: String(content[..<slash]), name: name, isQuoted: true)
    }
    return .name(namespace: nil, name: content, isQuoted: true)
  }

  /// The text that a quoted token stands for.
  func quotedText(_ token: Token) -> String {
    guard token.span.count >= 2 else { return "" }
    return SyntaxSpelling.unquoted(source.bytes[(token.span.start + 1)..<(token.span.end - 1)])
  }

  private func bareName(
    _ token: Token,
    _ role: NameRole
  ) throws(SyntaxError) -> NamePattern.Form {
    let bytes = bytes(token)
    if role.kind != nil, bytes.starts(with: "uid:".utf8) {
      let uid = String(decoding: bytes.dropFirst(4), as: UTF8.self)
      guard SyntaxSpelling.isBareName(uid) else {
        throw SyntaxError(NameFault.notAName(what: "a UID behind `uid:`"), at: token.span)
      }
      return .uid(uid)
    }
    if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
      throw colonInName(token, at: colon, role)
    }
    let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count <= 2,
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(SyntaxSpelling.isNameByte) })
    else { throw SyntaxError(NameFault.notAName(what: role.what), at: token.span) }
    let last = String(decoding: parts[parts.count - 1], as: UTF8.self)
    guard parts.count == 2 else {
      return .name(namespace: nil, name: last, isQuoted: false)
    }
    guard role.hasNamespace else {
      throw SyntaxError(
        NameFault.namespaceNotAllowed(what: role.what, name: last),
        at: token.span
      )
    }
    let namespace = String(decoding: parts[0], as: UTF8.self)
    return .name(namespace: namespace, name: last, isQuoted: false)
  }

  private func colonInName(_ token: Token, at colon: Int, _ role: NameRole) -> SyntaxError {
    let bytes = bytes(token)
    let port = bytes[(colon + 1)...]
    guard colon > bytes.startIndex, !port.isEmpty,
      port.allSatisfy({ ByteClass.isIdentifier($0) || $0 == UInt8(ascii: "-") })
    else { return SyntaxError(NameFault.notAName(what: role.what), at: token.span) }
    let fault = NameFault.portInName(
      name: String(decoding: bytes[..<colon], as: UTF8.self),
      port: String(decoding: port, as: UTF8.self),
      isService: role.kind == .service
    )
    return SyntaxError(fault, at: token.span)
  }
}
