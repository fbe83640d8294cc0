import Diagnostics
import QueryEngine
import QuerySyntax
import TopologyModel

/// A conversation with a store: lines in, answers out.
///
/// It knows no terminal: a `ConsoleScreen` shows its words, a `ConsoleEnvironment` gives it clocks,
/// stores, and saved queries. Whatever goes wrong is told, and the session goes on.
public final class ConsoleSession {
  /// What a line led to.
  public enum Progress: Hashable, Sendable {
    /// The line is done with.
    case complete
    /// The query goes on in the next line.
    case incomplete
    /// The session ends.
    case ended
  }

  let environment: any ConsoleEnvironment
  let screen: any ConsoleScreen
  /// The store that is asked.
  var store: any ConsoleStore
  /// What queries are asked in, and how they are shown.
  public internal(set) var settings: ConsoleSettings
  /// The last query that was answered, in its canonical text, and its answer.
  var last: (query: String, answer: Answer)?
  /// Whether `\\at` chose another time since the last answer.
  var hasMoved = false
  /// Whether anything that was asked failed.
  public internal(set) var hasFailed = false
  private var pending: [String] = []

  /// Begins a session.
  public init(
    store: any ConsoleStore,
    environment: any ConsoleEnvironment,
    screen: any ConsoleScreen,
    settings: ConsoleSettings
  ) {
    self.store = store
    self.environment = environment
    self.screen = screen
    self.settings = settings
  }

  /// The prompt of the next line.
  public var prompt: String {
    guard !pending.isEmpty else { return settings.prompt }
    let width = DisplayWidth.width(of: settings.prompt)
    return String(repeating: " ", count: max(0, width - 5)) + "...> "
  }

  /// The lines of a query that is not complete yet.
  public var pendingText: String { pending.map { $0 + "\n" }.joined() }

  /// Takes a line.
  ///
  /// A line that begins with a backslash is a command, one that begins with `|` goes on with the last
  /// query. An empty line ends a query that is not complete, so that what is missing is told.
  public func enter(_ line: String) -> Progress {
    _ = screen.takeInterrupt()
    let words = line.trimmingPrefix { $0 == " " || $0 == "\t" }
    // No line of a query begins with a backslash, so that a command is one wherever it stands.
    if words.first == "\\" { return perform(String(words.dropFirst())) }
    if pending.isEmpty {
      let word = words.prefix { !$0.isWhitespace }
      if let command = ConsoleCommand.bareWords[String(word)] {
        return perform(command, String(words.dropFirst(word.count).trimmingSpace))
      }
      if words.first == "|", let last { pending = [last.query] }
    }
    let isEnd = words.isEmpty && !pending.isEmpty
    if !isEnd { pending.append(line) }
    let text = pending.joined(separator: "\n")
    switch InputReading(text) {
    case .nothing:
      // A header declares what the lines below it use; other comments stand for themselves.
      if isEnd || !Self.isHeader(text) { pending = [] }
      return pending.isEmpty ? .complete : .incomplete
    case .incomplete:
      if !isEnd { return .incomplete }
    case .complete: break
    }
    pending = []
    ask(text)
    return .complete
  }

  private static func isHeader(_ text: String) -> Bool {
    text.split(separator: "\n").contains { line in
      let words = line.drop { $0 == "#" || $0 == " " }
      return words.hasPrefix("param ") || words.hasPrefix("doc:") || words.hasPrefix("columns:")
    }
  }

  /// Forgets the lines of a query that is not complete.
  public func forgetLines() {
    pending = []
  }

  /// Ends the input: a query that is not complete is asked as it stands.
  public func end() {
    if !pending.isEmpty { _ = enter("") }
  }

  // MARK: Asking

  /// Asks a query and shows its answer, or why there is none.
  func ask(_ text: String, name: String = "query") {
    ask(SourceText(name: name, text: text), context: queryContext())
  }

  /// Asks a query in a context and shows its answer, or why there is none.
  func ask(_ source: SourceText, context: QueryContext) {
    let begun = environment.monotonicNanoseconds()
    attempt {
      guard let answer = try answer(source, context) else { return }
      let spent = environment.monotonicNanoseconds() - begun
      last = (answer.query, answer)
      hasMoved = false
      show(answer)
      if settings.isTiming { screen.tell("time: \(Self.milliseconds(spent)) ms\n") }
    }
  }

  /// Answers a query, or tells why it is refused and returns nil.
  ///
  /// Throws what the store throws, and `QueryCancelled` after an interrupt.
  func answer(_ source: SourceText, _ context: QueryContext) throws -> Answer? {
    let screen = screen
    let outcome = try store.run(source, context: context) { screen.isInterrupted }
    switch outcome {
    case .answered(let answer): return answer
    case .refused(let diagnostics):
      hasFailed = true
      tell(diagnostics, in: source)
      return nil
    }
  }

  /// What a query is asked in now.
  func queryContext() -> QueryContext {
    settings.context(now: environment.now())
  }

  /// Answers a query that is a part of something.
  ///
  /// Throws `QueryRefused` where it is refused, which is told already, and what `answer` throws.
  func part(_ text: String, _ context: QueryContext) throws -> Answer {
    guard let answer = try answer(SourceText(name: "query", text: text), context) else {
      throw QueryRefused()
    }
    return answer
  }

  // MARK: Showing

  /// Shows an answer in the session's format.
  func show(_ answer: Answer) {
    screen.show(settings.format.text(answer, display: display))
    if let remarks = settings.format.remarks(answer) { screen.tell(remarks) }
  }

  /// How formats for people show answers.
  var display: DisplayOptions {
    DisplayOptions(
      width: screen.width,
      zone: settings.zone,
      glyphs: screen.glyphs,
      isColored: screen.usesColor
    )
  }

  func tell(_ diagnostics: [Diagnostic], in source: SourceText?) {
    let decorator: any DiagnosticDecorator =
      screen.usesColor ? ANSIDecorator() : PlainDecorator()
    let renderer = DiagnosticRenderer(decorator: decorator, columnsMax: screen.width ?? 100)
    screen.tell(renderer.render(diagnostics, in: source))
  }

  /// Tells what went wrong with a command, and the way out.
  func fail(_ message: String, help: String? = nil) {
    hasFailed = true
    screen.tell("error: \(DisplayWidth.escaped(message))\n")
    if let help { screen.tell("help: \(DisplayWidth.escaped(help))\n") }
  }

  /// Does something that may throw, and tells what it threw.
  func attempt(_ body: () throws -> Void) {
    do {
      try body()
    } catch is QueryCancelled {
      _ = screen.takeInterrupt()
      hasFailed = true
      screen.tell("stopped\n")
    } catch is QueryRefused {
      // Why is told already.
    } catch let error as any CategorizedError {
      fail(error.message, help: error.help)
    } catch {
      fail("\(error)", help: "this is a defect of Hindcast; report it")
    }
  }

  private static func milliseconds(_ nanoseconds: Int64) -> String {
    let tenths = (nanoseconds + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  var trimmingSpace: SubSequence {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
