import Diagnostics

/// The stages of the pipeline.
extension Parser {
  /// Reads `stage`, behind its bar.
  mutating func parseStage(inDiff isDiff: Bool) throws(SyntaxError) -> Stage {
    let start = current.span.start
    noteStages(inDiff: isDiff)
    guard current.kind == .word else {
      throw missing("a stage", example: "pods | where phase = \"Running\"")
    }
    let word = text(current)
    let keyword = try stageKeyword(word)
    recorder?.stageKeyword = keyword
    advance()
    let form: Stage.Form
    switch keyword {
    case "where": form = .filter(try parseExpression())
    case "select": form = .select(try parseColumns())
    case "distinct": form = .distinct
    case "count": form = .count(by: try parseByColumns())
    case "group": form = try parseGroup()
    case "outages": form = .outages(longerThan: try parseLongerThan())
    case "duration": form = .duration(by: try parseByColumns())
    case "share": form = .share(by: try parseByColumns())
    case "changes": form = .changes
    case "every": form = .every(try parseDuration(example: "pods since -1d | count | every 5m"))
    case "throughout": form = .throughout
    case "sort": form = try parseSort()
    default: form = try parseLimit()
    }
    if !isAtCursor { recorder?.stageKeyword = nil }
    return Stage(form, span: span(from: start))
  }

  /// The stage that `word` names; a misspelt one is reported, and taken as meant if it is sure.
  private mutating func stageKeyword(_ word: String) throws(SyntaxError) -> String {
    if SyntaxWords.stages.contains(word) { return word }
    let lowercased = word.lowercased()
    if SyntaxWords.stages.contains(lowercased) {
      report(SyntaxError(ClauseFault.keywordCase(lowercased), at: current.span))
      return lowercased
    }
    if let corrected = foreignStage(lowercased) {
      throw SyntaxError(
        StageFault.unknownStage(closest: nil, corrected: corrected),
        at: current.span
      )
    }
    let closest = EditDistance.closest(to: word, in: SyntaxWords.stages)
    let error = SyntaxError(
      StageFault.unknownStage(closest: closest, corrected: nil),
      at: current.span
    )
    guard let closest else { throw error }
    report(error)
    return closest
  }

  /// What other languages call a stage.
  private func foreignStage(_ word: String) -> String? {
    switch word {
    case "order", "orderby": "sort"
    case "filter", "having", "grep": "where"
    case "head", "take", "top", "first": "limit"
    case "uniq", "unique": "distinct"
    case "project", "fields", "columns": "select"
    case "wc": "count"
    case "by", "summarize", "aggregate": "group by"
    default: nil
    }
  }

  /// Reads `columns` behind `by`, if `by` stands here.
  private mutating func parseByColumns() throws(SyntaxError) -> [ColumnPath] {
    guard accept("by") else { return [] }
    return try parseColumns()
  }

  /// Reads `columns`: one or more, with commas between them.
  private mutating func parseColumns() throws(SyntaxError) -> [ColumnPath] {
    var columns = [try parseColumn()]
    while accept(.comma) {
      columns.append(try parseColumn())
    }
    return columns
  }

  /// Reads `group by COLS with AGGREGATES`.
  private mutating func parseGroup() throws(SyntaxError) -> Stage.Form {
    try expect("by", after: "group")
    let columns = try parseColumns()
    try expect("with", after: "group by …")
    var aggregates = [try parseAggregate()]
    while accept(.comma) {
      aggregates.append(try parseAggregate())
    }
    return .group(by: columns, aggregates: aggregates)
  }

  /// Reads `aggregate`.
  private mutating func parseAggregate() throws(SyntaxError) -> Aggregate {
    let token = current
    if isAtCursor {
      for aggregate in SyntaxWords.aggregates { note(keyword: aggregate) }
    }
    guard token.kind == .word else {
      throw missing("an aggregate", example: "pods | group by node with count")
    }
    let word = text(token).lowercased()
    guard SyntaxWords.aggregates.contains(word) else {
      let closest = EditDistance.closest(to: word, in: SyntaxWords.aggregates)
      throw SyntaxError(StageFault.unknownAggregate(closest: closest), at: token.span)
    }
    if word != text(token) {
      report(SyntaxError(ClauseFault.keywordCase(word), at: token.span))
    }
    advance()
    guard let function = AggregateFunction(rawValue: word) else {
      if current.kind == .leftParenthesis { throw countWithArgument(from: token) }
      return Aggregate(.count, span: token.span)
    }
    let opening = current
    guard accept(.leftParenthesis) else {
      let column = current.kind == .word ? text(current) : "share"
      throw SyntaxError(
        StageFault.aggregateForm(corrected: "\(word)(\(column))"),
        at: token.span
      )
    }
    let column = try parseColumn()
    try expectClosing(.rightParenthesis, ")", opening: opening)
    return Aggregate(.of(function, column), span: span(from: token.span.start))
  }

  private mutating func countWithArgument(from token: Token) -> SyntaxError {
    while !isAtEnd, current.kind != .pipe, current.kind != .rightParenthesis {
      advance()
    }
    if current.kind == .rightParenthesis { advance() }
    return SyntaxError(
      StageFault.aggregateForm(corrected: "count"),
      at: span(from: token.span.start)
    )
  }

  /// Reads `longer than D`, if it stands here.
  private mutating func parseLongerThan() throws(SyntaxError) -> DurationExpression? {
    guard accept("longer", phrase: "longer than") else { return nil }
    try expect("than", after: "longer")
    return try parseDuration(example: "pods serving shop/cart since -1d | outages longer than 30s")
  }

  /// Reads `sort by KEY, …`.
  private mutating func parseSort() throws(SyntaxError) -> Stage.Form {
    try expect("by", after: "sort")
    var keys = [try parseSortKey()]
    while accept(.comma) {
      keys.append(try parseSortKey())
    }
    return .sort(keys)
  }

  /// Reads `sort-key`; `asc` is what is meant without it.
  private mutating func parseSortKey() throws(SyntaxError) -> SortKey {
    let start = current.span.start
    let column = try parseColumn()
    let isDescending = accept("desc")
    if !isDescending { _ = accept("asc") }
    return SortKey(column: column, isDescending: isDescending, span: span(from: start))
  }

  /// Reads `limit N [offset M]`.
  private mutating func parseLimit() throws(SyntaxError) -> Stage.Form {
    let count = try parseCount()
    return .limit(count, offset: accept("offset") ? try parseCount() : nil)
  }

  /// Reads `count`: a whole number of rows.
  private mutating func parseCount() throws(SyntaxError) -> CountExpression {
    if isAtCursor { note(.number, .parameter) }
    let token = current
    switch token.kind {
    case .parameter:
      advance()
      return CountExpression(.parameter(String(text(token).dropFirst())), span: token.span)
    case .word:
      guard bytes(token).allSatisfy(ByteClass.isDigit), let number = Int64(text(token)) else {
        throw SyntaxError(StageFault.notACount, at: token.span)
      }
      advance()
      return CountExpression(.number(number), span: token.span)
    default:
      throw missing("a number of rows", example: "pods | limit 10")
    }
  }

  /// Reads `column`: a name, with a label key behind it or not.
  mutating func parseColumn() throws(SyntaxError) -> ColumnPath {
    if isAtCursor { note(.column) }
    let token = current
    switch token.kind {
    case .word: break
    case .quoted:
      let name = quotedText(token)
      let help =
        SyntaxSpelling.isIdentifier(name)
        ? "write `\(name)` without quotes"
        : "write for example `labels[\(UserText.ticked(text(token)).dropFirst().dropLast())]`"
      throw SyntaxError(StageFault.notAColumn(help: help), at: token.span)
    case .parameter:
      throw SyntaxError(
        StageFault.notAColumn(help: "write the column's name; parameters stand for values"),
        at: token.span
      )
    default:
      throw missing("a column", example: "pods | select name, node")
    }
    let path = try columnPath(token)
    advance()
    return try parseKey(of: path, from: token)
  }

  /// Reads `["key"]`, if it stands behind a column.
  private mutating func parseKey(
    of path: ColumnPath,
    from token: Token
  ) throws(SyntaxError) -> ColumnPath {
    let opening = current
    guard path.key == nil, opening.kind == .leftBracket, opening.span.start == token.span.end else {
      return path
    }
    advance()
    if isAtCursor { note(.text) }
    guard current.kind == .quoted else {
      if current.kind == .word, peek(1).kind == .rightBracket {
        throw SyntaxError(
          ExpressionFault.unquotedText(
            corrected: SyntaxSpelling.quoted(text(current)),
            at: current.span
          ),
          at: current.span
        )
      }
      throw missing(
        "a label key in quotes",
        example: "pods | select labels[\"app.kubernetes.io/name\"]"
      )
    }
    let key = quotedText(current)
    advance()
    try expectClosing(.rightBracket, "]", opening: opening)
    return ColumnPath(column: path.column, key: key, span: span(from: token.span.start))
  }

  /// The column that a word names.
  private func columnPath(_ token: Token) throws(SyntaxError) -> ColumnPath {
    let word = text(token)
    let parts = word.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let column = String(parts[0])
    guard SyntaxSpelling.isIdentifier(column) else {
      let help =
        word == "*"
        ? "leave `select` out for all columns"
        : "columns are words such as `name`, `node` or `labels.app`"
      throw SyntaxError(StageFault.notAColumn(help: help), at: token.span)
    }
    if column.utf8.contains(where: { (0x41...0x5A).contains($0) }) {
      throw SyntaxError(
        StageFault.notAColumn(
          help: "columns are written in small letters: `\(word.lowercased())`"
        ),
        at: token.span
      )
    }
    guard parts.count == 2 else { return ColumnPath(column: column, span: token.span) }
    let key = String(parts[1])
    guard !key.isEmpty, key.utf8.allSatisfy(isKeyByte) else {
      throw SyntaxError(
        ExpressionFault.labelKeyForm(corrected: "\(column)[\(SyntaxSpelling.quoted(key))]"),
        at: token.span
      )
    }
    return ColumnPath(column: column, key: key, span: token.span)
  }

  private func isKeyByte(_ byte: UInt8) -> Bool {
    SyntaxSpelling.isNameByte(byte) && byte != UInt8(ascii: "*")
  }

  /// Takes the closing bracket that `opening` needs.
  mutating func expectClosing(
    _ kind: TokenKind,
    _ text: String,
    opening: Token
  ) throws(SyntaxError) {
    guard !accept(kind) else { return }
    throw SyntaxError(
      ExpressionFault.unclosedBracket(opening: opening.span, closing: text),
      at: isAtEnd ? SourceSpan(at: previousEnd) : current.span
    )
  }
}
