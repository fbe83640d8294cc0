public import Diagnostics

/// Values of declared parameters, given outside of a query.
extension Parser {
  /// Reads the value of a parameter of the given type; the whole text must be that value.
  public static func parseValue(
    _ source: SourceText,
    as type: ParameterType
  ) -> ValueParseResult {
    guard source.bytes.count <= queryBytesMax else {
      let error = SyntaxError(
        ClauseFault.tooLong(max: queryBytesMax),
        at: SourceSpan(at: queryBytesMax)
      )
      return ValueParseResult(value: nil, diagnostics: [error.diagnostic(in: source)])
    }
    var parser = Parser(source)
    var value: ParameterValue?
    do throws(SyntaxError) {
      value = try parser.parseValue(as: type)
      if !parser.isAtEnd { throw parser.valueError(type) }
    } catch {
      parser.report(error)
    }
    let diagnostics = parser.diagnostics()
    return ValueParseResult(value: diagnostics.isEmpty ? value : nil, diagnostics: diagnostics)
  }

  private mutating func parseValue(as type: ParameterType) throws(SyntaxError) -> ParameterValue {
    guard !isAtEnd, current.kind != .parameter else { throw valueError(type) }
    switch type {
    case .service: return .name(try parseName(.service))
    case .pod: return .name(try parseName(.pod))
    case .slice: return .name(try parseName(.slice))
    case .node: return .name(try parseName(.node))
    case .namespace: return .name(try parseName(.namespace))
    case .cluster: return .name(try parseName(.cluster))
    case .zone: return .name(try parseName(.zone))
    case .port: return .port(try parsePortValue(isTarget: false))
    case .instant: return .literal(.instant(try parseInstant()))
    case .duration: return .literal(.duration(try parseDuration(example: type.example)))
    case .ip: return .literal(try parseIPValue())
    case .number, .string, .boolean: return .literal(try parsePlainValue(type))
    }
  }

  private mutating func parseIPValue() throws(SyntaxError) -> Literal {
    let token = current
    guard AddressText.isNetwork(bytes(token)) else { return .address(try parseAddress()) }
    advance()
    return .network(text(token))
  }

  /// A string may stand without quotes; then it is the whole text.
  private mutating func parsePlainValue(_ type: ParameterType) throws(SyntaxError) -> Literal {
    let token = current
    if type == .string {
      if token.kind == .quoted, peek(1).kind == .end {
        advance()
        return .text(quotedText(token))
      }
      let whole = SourceSpan(token.span.start, tokens[tokens.count - 1].span.start)
      while !isAtEnd { advance() }
      return .text(trimmedEnd(source.text(in: whole)))
    }
    guard token.kind == .word, let literal = try parseLiteral(isValue: true) else {
      throw valueError(type)
    }
    switch literal {
    case .integer, .decimal:
      if type == .number { return literal }
    case .boolean:
      if type == .boolean { return literal }
    case .text, .word, .duration, .instant, .address, .network: break
    }
    throw SyntaxError(
      DeclarationFault.valueType(type: type.rawValue, example: type.example),
      at: token.span
    )
  }

  private func trimmedEnd(_ text: String) -> String {
    var text = Substring(text)
    while text.last?.isWhitespace == true {
      text.removeLast()
    }
    return String(text)
  }

  private func valueError(_ type: ParameterType) -> SyntaxError {
    SyntaxError(
      DeclarationFault.valueType(type: type.rawValue, example: type.example),
      at: isAtEnd ? source.span : current.span
    )
  }
}
