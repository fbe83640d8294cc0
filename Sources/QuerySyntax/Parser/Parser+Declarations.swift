import Diagnostics

/// `let` lines and the header of saved queries.
extension Parser {
  /// Reads `let-line`s.
  mutating func parseLetLines() -> [LetLine] {
    var lines: [LetLine] = []
    var places: [String: SourceSpan] = [:]
    while true {
      if isAtCursor { note(keyword: "let") }
      guard isKeywordInAnyCase("let") else { break }
      let before = index
      do throws(SyntaxError) {
        let line = try parseLetLine()
        if let first = places[line.name] {
          let fault = DeclarationFault.repeatedName(line.name, first: first)
          errors.append(SyntaxError(fault, at: line.nameSpan))
        } else {
          places[line.name] = line.nameSpan
        }
        lines.append(line)
      } catch {
        report(error)
        skipLine(of: tokens[before])
      }
    }
    return lines
  }

  /// Reads `let-line`: `let NAME = VALUE`.
  private mutating func parseLetLine() throws(SyntaxError) -> LetLine {
    let start = current.span.start
    _ = accept("let")
    let name = current
    guard name.kind == .word, SyntaxSpelling.isIdentifier(text(name)) else {
      let isParameter = name.kind == .parameter
      let help =
        isParameter
        ? "write `let \(text(name).dropFirst()) = …`: `$` stands where the name is used"
        : "write for example `let service = shop/cart`; names are letters, digits and `_`"
      throw SyntaxError(DeclarationFault.letForm(help: help), at: placeHere)
    }
    advance()
    guard accept(.equal) else {
      throw SyntaxError(
        DeclarationFault.letForm(help: "write `let \(text(name)) = VALUE`"),
        at: placeHere
      )
    }
    let value = try parseLetValue()
    return LetLine(
      name: text(name),
      value: value,
      nameSpan: name.span,
      span: span(from: start)
    )
  }

  private var placeHere: SourceSpan { isAtEnd ? SourceSpan(at: previousEnd) : current.span }

  private mutating func skipLine(of first: Token) {
    let end = source.lineSpan(containing: first.span.start).end
    while !isAtEnd, current.span.start < end {
      advance()
    }
  }

  /// Reads `let-value`: a literal, or a word whose meaning its use decides.
  private mutating func parseLetValue() throws(SyntaxError) -> Literal {
    if isAtCursor {
      note(.text)
      noteLiterals()
      note(keyword: "rv")
    }
    let token = current
    switch token.kind {
    case .quoted:
      advance()
      return .text(quotedText(token))
    case .bracketedAddress:
      return .address(try parseAddress())
    case .word:
      if isKeyword("rv"), isCursor(peek(1)) { return try parseLetWordAtCursor() }
      if isKeyword("rv"), isRevision(peek(1)) { return .instant(try parseInstant()) }
      if isKeyword("now") || isKeyword("true") || isKeyword("false") {
        if let literal = try parseLiteral(isValue: false) { return literal }
      }
      if let literal = try parseTypedLiteral(token) { return literal }
      advance()
      return .word(text(token))
    default:
      throw missing("a value", example: "let service = shop/cart")
    }
  }

  /// `rv` before the cursor: the beginning of a revision, or a word that ends here.
  private mutating func parseLetWordAtCursor() throws(SyntaxError) -> Literal {
    let word = text(advance())
    if isAtCursor { note(.text) }
    return .word(word)
  }

  private func isRevision(_ token: Token) -> Bool {
    token.kind == .quoted || bytes(token).first.map(ByteClass.isDigit) == true
  }

  /// Reads the declarations in the comments before the first token.
  mutating func parseHeader() -> QueryHeader {
    var header = QueryHeader()
    var places: [String: SourceSpan] = [:]
    for comment in comments where isHeaderLine(comment) {
      let text = commentText(comment)
      if text.hasPrefix("doc:") {
        header.documentation.append(trimmed(text.dropFirst(4)))
        continue
      }
      if text.hasPrefix("columns:") {
        header.columns.append(trimmed(text.dropFirst(8)))
        continue
      }
      do throws(SyntaxError) {
        let declaration = try parseParameter(comment)
        if let first = places[declaration.name] {
          let fault = DeclarationFault.repeatedName(declaration.name, first: first)
          throw SyntaxError(fault, at: comment.span)
        }
        places[declaration.name] = comment.span
        header.parameters.append(declaration)
      } catch {
        errors.append(error)
      }
    }
    return header
  }

  /// The comments that are kept and mean nothing.
  func plainComments() -> [Comment] {
    comments.filter { !isHeaderLine($0) }.map { comment in
      let line = source.lineSpan(containing: comment.span.start)
      let before = source.bytes[line.start..<comment.span.start]
      return Comment(
        text: commentText(comment),
        isTrailing: !before.allSatisfy(ByteClass.isSpace),
        span: comment.span
      )
    }
  }

  private func isHeaderLine(_ comment: Token) -> Bool {
    guard let first = tokens.first, comment.span.end <= first.span.start else { return false }
    let text = commentText(comment)
    return ["doc:", "param ", "columns:"].contains { text.hasPrefix($0) }
  }

  private func commentText(_ comment: Token) -> String {
    trimmed(text(comment).drop { $0 == "#" })
  }

  private func trimmed(_ text: Substring) -> String {
    // Scalars, not characters: a mark that combines with a space is no white space.
    var scalars = text.unicodeScalars.drop(while: \.properties.isWhitespace)
    while scalars.last?.properties.isWhitespace == true {
      scalars.removeLast()
    }
    return String(scalars)
  }

  /// Reads `parameter`: `# param NAME: TYPE [= VALUE]`.
  private func parseParameter(_ comment: Token) throws(SyntaxError) -> ParameterDeclaration {
    let malformed = SyntaxError(DeclarationFault.parameterForm, at: comment.span)
    let text = commentText(comment).dropFirst("param ".count)
    guard let colon = text.firstIndex(of: ":") else { throw malformed }
    let name = trimmed(text[..<colon])
    guard SyntaxSpelling.isIdentifier(name) else { throw malformed }
    let rest = text[text.index(after: colon)...]
    let equal = rest.firstIndex(of: "=")
    let typeName = trimmed(rest[..<(equal ?? rest.endIndex)])
    guard let type = ParameterType(rawValue: typeName) else {
      let known = ParameterType.allCases.map(\.rawValue)
      let fault = DeclarationFault.unknownType(
        closest: EditDistance.closest(to: typeName, in: known)
      )
      throw SyntaxError(fault, at: place(isValue: false, in: comment))
    }
    var defaultValue: ParameterValue?
    if let equal {
      let value = trimmed(rest[rest.index(after: equal)...])
      let result = Parser.parseValue(SourceText(name: source.name, text: value), as: type)
      guard let parsed = result.value else {
        throw SyntaxError(
          DeclarationFault.valueType(type: type.rawValue, example: type.example),
          at: place(isValue: true, in: comment)
        )
      }
      defaultValue = parsed
    }
    return ParameterDeclaration(
      name: name,
      type: type,
      defaultValue: defaultValue,
      span: comment.span
    )
  }

  /// The place of the type in a declaration, or of the value behind its `=`.
  private func place(isValue: Bool, in comment: Token) -> SourceSpan {
    let bytes = bytes(comment)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return comment.span }
    let rest = bytes[(colon + 1)...]
    let equal = rest.firstIndex(of: UInt8(ascii: "=")) ?? rest.endIndex
    let part = isValue ? rest[equal...].dropFirst() : rest[..<equal]
    guard let first = part.firstIndex(where: { !ByteClass.isSpace($0) }),
      let last = part.lastIndex(where: { !ByteClass.isSpace($0) })
    else { return comment.span }
    return SourceSpan(first, last + 1)
  }
}
