public import Diagnostics

/// Turns source text into a syntax tree.
///
/// Recursive descent over all tokens; each parsing function is named for the nonterminal of
/// docs/reference/grammar.ebnf that it reads. A function throws the first error of its clause; the
/// clause loop reports it and goes on behind the clause. Time is linear in the length of the text.
public struct Parser {
  /// The depth to which parentheses and `not` may nest.
  public static let nestingDepthMax = 64
  /// The length of a query in bytes.
  public static let queryBytesMax = 1_048_576
  /// The errors that are reported of one query.
  public static let diagnosticsMax = 20

  let source: SourceText
  /// All tokens but comments and unknown characters.
  var tokens: [Token] = []
  /// For each token, whether an error there may only follow from what is wrong with characters.
  var isTainted: [Bool] = []
  var comments: [Token] = []
  var errors: [SyntaxError] = []
  var index = 0
  var depth = 0
  /// The number of tokens looked at, which tests hold to be linear.
  var steps = 0
  /// What is noted for completion; nil in ordinary parsing.
  var recorder: CompletionRecorder?

  /// Parses a query.
  public static func parse(_ source: SourceText) -> ParseResult {
    guard source.bytes.count <= queryBytesMax else {
      let place = SourceSpan(at: queryBytesMax)
      let error = SyntaxError(ClauseFault.tooLong(max: queryBytesMax), at: place)
      return ParseResult(query: nil, diagnostics: [error.diagnostic(in: source)])
    }
    var parser = Parser(source)
    let query = parser.parseQuery()
    let diagnostics = parser.diagnostics()
    return ParseResult(query: diagnostics.isEmpty ? query : nil, diagnostics: diagnostics)
  }

  /// Creates a parser at the first token of `source`.
  init(_ source: SourceText) {
    self.source = source
    let countEstimate = source.bytes.count / 5 + 2
    tokens.reserveCapacity(countEstimate)
    isTainted.reserveCapacity(countEstimate)
    var lexer = Lexer(source)
    var isSuspect = false
    repeat {
      let token = lexer.nextToken()
      if let fault = token.fault {
        errors.append(SyntaxError(fault, at: fault.place(in: token.span)))
      }
      switch token.kind {
      case .comment: comments.append(token)
      case .unknown: isSuspect = true
      default:
        tokens.append(token)
        isTainted.append(isSuspect || token.fault != nil)
        isSuspect = token.fault == .unclosedQuote
      }
    } while tokens.last?.kind != .end
  }

  /// The diagnostics for all errors, in order of their places, up to the limit.
  func diagnostics() -> [Diagnostic] {
    guard !errors.isEmpty else { return [] }
    let sorted = errors.enumerated().sorted {
      ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
    }
    var result = sorted.prefix(Parser.diagnosticsMax).map { $0.element.diagnostic(in: source) }
    if sorted.count > Parser.diagnosticsMax {
      let count = sorted.count - Parser.diagnosticsMax
      result.append(
        Diagnostic(
          code: SyntaxDiagnosticCode.furtherErrors.code,
          severity: .note,
          message: "\(count) further \(count == 1 ? "error is" : "errors are") not shown",
          help: "correct these first"
        )
      )
    }
    return result
  }
}
