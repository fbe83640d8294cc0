internal import Diagnostics
internal import EventLog
internal import HTTPTypes
internal import NIOCore
internal import Projections
internal import QueryEngine
internal import Synchronization
internal import TopologyModel

/// Answers queries.
enum QueryAnswers {
  /// Answers a query in the format that is asked for.
  static func answer(_ asked: AskedQuery, _ call: ServerCall) async throws -> ServerAnswer {
    do {
      return try await answered(asked, call)
    } catch {
      call.server.metrics.count(QueryOutcome(error))
      throw error
    }
  }

  private static func answered(
    _ asked: AskedQuery,
    _ call: ServerCall
  ) async throws -> ServerAnswer {
    let known = known(asked, call)
    let tag = AnswerTag(asked, call, known)
    let given = call.header(.ifNoneMatch)
    if StreamedAnswer.isWorthTrying(asked, call),
      let answer = try await StreamedAnswer(asked: asked, call: call, tag: tag).answer()
    {
      return answer
    }
    if !call.running.isSought, let known, let found = try kept(known, asked, call, tag: tag) {
      return found.counted(call)
    }
    // Short answers are written where they are made, and not on the connection's event loop.
    return try await call.read(within: asked.time) { snapshot in
      if let text = try tag?.held(by: given, at: snapshot) {
        return unchanged(text, tag).counted(call)
      }
      switch try run(asked, call, snapshot) {
      case .refused(let diagnostics):
        throw ServerFault.refused(diagnostics, in: asked.source)
      case .answered(let answer):
        return response(answer, asked, call, tag, given).counted(call)
      }
    }
  }

  /// An answer that was made, and what is counted of it once it is known to be sent.
  struct Made {
    var answer: ServerAnswer
    var outcome: QueryOutcome
    var rowCount = 0
    var isFromMemory = false

    /// The answer, which is counted now.
    func counted(_ call: ServerCall) -> ServerAnswer {
      call.server.metrics.count { counts in
        counts.queryRows += rowCount
        if outcome == .notModified { counts.notModified += 1 }
        if isFromMemory { counts.answersFromMemory += 1 }
      }
      call.server.metrics.count(outcome)
      return answer
    }
  }

  /// The answer where it lies ready in memory, with so many rows at most; nil for others.
  ///
  /// Nothing is counted. It is looked for on the connection's own event loop: going to another thread and back
  /// takes many times as long as the answer does.
  static func kept(_ asked: AskedQuery, _ call: ServerCall, rowsMax: Int) throws -> Made? {
    guard let known = known(asked, call) else { return nil }
    return try kept(known, asked, call, tag: AnswerTag(asked, call, known), rowsMax: rowsMax)
  }

  /// The query's text, where its tree is known.
  private static func known(_ asked: AskedQuery, _ call: ServerCall) -> QueryRunner.KnownText? {
    call.unreading.known(asked.source)
  }

  private static func kept(
    _ known: QueryRunner.KnownText,
    _ asked: AskedQuery,
    _ call: ServerCall,
    tag: @autoclosure () -> AnswerTag?,
    rowsMax: Int = QueryRunner.keptRowsMax
  ) throws -> Made? {
    guard asked.source.bytes.count <= keptBytesMax,
      call.unreading.mayBeKept(known, context: asked.context)
    else { return nil }
    let tag = tag()
    let plans = call.server.workers.plans
    let given = call.header(.ifNoneMatch)
    call.running.enter(.working)
    var found = try call.server.workers.log.read { snapshot -> Made? in
      if let text = try tag?.held(by: given, at: snapshot) { return unchanged(text, tag) }
      let runner = QueryRunner(cache: plans) { try ProjectionSnapshot(snapshot, as: $0) }
      return try runner.kept(known, context: asked.context, rowsMax: rowsMax).map {
        response($0, asked, call, tag, given)
      }
    }
    found?.isFromMemory = true
    return found
  }

  /// How long a text is at most whose answer is looked for on an event loop (docs/reference/limits.md).
  private static let keptBytesMax = 4096

  /// What became of a query; `QueryRunner.Outcome` in values that cross threads.
  enum Run: Sendable {
    case answered(Answer)
    case refused([Diagnostic])
  }

  /// Runs a query on a moment of the store.
  static func run(
    _ asked: AskedQuery,
    _ call: ServerCall,
    _ snapshot: LogSnapshot
  ) throws -> Run {
    let runner = runner(call, snapshot)
    switch try runner.run(asked.source, context: asked.context) {
    case .answered(let answer): return .answered(answer)
    case .refused(let diagnostics): return .refused(diagnostics)
    }
  }

  /// What runs queries on a moment of the store.
  static func runner(_ call: ServerCall, _ snapshot: LogSnapshot) -> QueryRunner {
    let running = call.running
    return QueryRunner(
      cache: call.server.workers.plans,
      stopwatch: call.server.environment.stopwatch,
      isCancelled: { running.isStopped },
      noteHeld: { call.hold($0) },
      makeReads: { try ProjectionSnapshot(snapshot, as: $0) }
    )
  }

  /// What is said of an answer that the client has still.
  static func unchanged(_ text: String, _ tag: AnswerTag?) -> Made {
    var answer = ServerAnswer(status: .notModified, body: .none)
    answer.headers[.eTag] = text
    answer.headers[.cacheControl] = tag?.cacheControl
    return Made(answer: answer, outcome: .notModified)
  }

  private static func response(
    _ answer: Answer,
    _ asked: AskedQuery,
    _ call: ServerCall,
    _ tag: AnswerTag?,
    _ given: String?
  ) -> Made {
    let rowCount = answer.rows.count
    tell(answer, rowCount: rowCount, call)
    if let text = tag?.held(by: given, on: answer.basis) {
      var made = unchanged(text, tag)
      made.rowCount = rowCount
      return made
    }
    func made(_ answer: ServerAnswer) -> Made {
      Made(answer: answer, outcome: .answered, rowCount: rowCount)
    }
    let headers = headers(answer, rowCount: rowCount, asked, tag)
    let (format, display) = (asked.format.format, asked.display)
    guard rowCount > AnswerPieces.rowsPerPieceAtOnce else {
      let bytes = AnswerPieces(answer, format: format, display: display)
        .reduce(into: ByteBuffer()) { $0.writeBytes($1) }
      return made(ServerAnswer(headers: headers, body: .bytes(bytes)))
    }
    let pieces = RenderedPieces(AnswerPieces(answer, format: format, display: display))
    let body = ServerAnswer.Body.stream { writer in
      while let piece = try await call.server.workers.run(isFlow: true, { pieces.next() }) {
        try await writer.write(ByteBuffer(bytes: piece))
      }
    }
    return made(ServerAnswer(headers: headers, body: body))
  }

  /// Notes what was answered, for the log and the metrics.
  static func note(_ answer: Answer, rowCount: Int, _ call: ServerCall) {
    tell(answer, rowCount: rowCount, call)
    call.server.metrics.count { $0.queryRows += rowCount }
  }

  /// Notes what was answered, for the log.
  private static func tell(_ answer: Answer, rowCount: Int, _ call: ServerCall) {
    call.running.note {
      $0.rows = rowCount
      $0.basis = "\(answer.basis.position):\(answer.basis.hash)"
    }
  }

  /// The headers of an answer.
  static func headers(
    _ answer: Answer,
    rowCount: Int,
    _ asked: AskedQuery,
    _ tag: AnswerTag?
  ) -> HTTPFields {
    var headers = HTTPFields()
    headers[.contentType] = asked.format.contentType
    headers[.rowCount] = String(rowCount)
    headers[.basis] = "\(answer.basis.position):\(answer.basis.hash)"
    let codes = answer.notes.map(\.code.rawValue).reduce(into: [String]()) { codes, code in
      if !codes.contains(code) { codes.append(code) }
    }
    if !codes.isEmpty { headers[.notes] = codes.joined(separator: ", ") }
    headers[.remarks] = asked.format.format.remarks(answer).flatMap { FormText.header($0) }
    headers[.eTag] = tag?.text(answer.basis)
    headers[.cacheControl] = tag?.cacheControl ?? "no-store"
    return headers
  }
}

/// The pieces of an answer that are made on other threads, one after the other.
private final class RenderedPieces: Sendable {
  private let pieces: Mutex<AnswerPieces>

  init(_ pieces: sending AnswerPieces) { self.pieces = Mutex(pieces) }

  func next() -> [UInt8]? { pieces.withLock { $0.next() } }
}

extension AnswerPieces {
  /// How many rows are sent as a whole, with their length.
  static let rowsPerPieceAtOnce = 100
}
