internal import EventLog
internal import HTTPTypes
internal import NIOCore
internal import Projections
internal import QueryEngine
internal import TopologyModel

/// Answers a query about all events of a long log while its rows are read: they are never all held.
struct StreamedAnswer: Sendable {
  let asked: AskedQuery
  let call: ServerCall
  let tag: AnswerTag?

  /// Whether a query and its format may be answered so; nothing is read.
  static func isWorthTrying(_ asked: AskedQuery, _ call: ServerCall) -> Bool {
    switch asked.format.format {
    case .json, .ndjson, .csv: break
    case .table, .wide, .vertical, .timeline, .markdown, .yaml: return false
    }
    return call.unreading.readsWholeLog(asked.source)
  }

  /// What is known before the first row.
  private enum Beginning: Sendable {
    /// The answer is to be gathered.
    case gathered
    case unchanged(String)
    /// The answer without its rows, and how many follow.
    case rows(Answer, Int)
  }

  /// Begins to answer, the rows following as the body; nil where the answer is to be gathered.
  func answer() async throws -> ServerAnswer? {
    let output = BytePipe()
    let (beginnings, beginning) = AsyncThrowingStream<Beginning, any Error>.makeStream()
    call.running.enter(.working)
    call.running.allow(asked.time)
    let working = Task {
      do {
        try await call.server.workers.read(call.running, isFlow: true) { snapshot in
          try read(snapshot, output) { beginning.yield($0) }
        }
        output.finish()
        beginning.finish()
      } catch {
        output.finish(error)
        beginning.finish(throwing: error)
      }
    }
    var iterator = beginnings.makeAsyncIterator()
    switch try await iterator.next() {
    case nil, .gathered:
      await working.value
      return nil
    case .unchanged(let text):
      await working.value
      call.running.allowUnbounded()
      return QueryAnswers.unchanged(text, tag).counted(call)
    case .rows(let answer, let rowCount):
      QueryAnswers.note(answer, rowCount: rowCount, call)
      return ServerAnswer(
        headers: QueryAnswers.headers(answer, rowCount: rowCount, asked, tag),
        body: .stream { writer in
          do {
            while let piece = try await output.next() { try await writer.write(piece) }
          } catch {
            let outcome = call.running.stopReason.map { QueryOutcome($0) } ?? QueryOutcome(error)
            call.server.metrics.count(outcome)
            await abandon(output, working)
            throw error
          }
          await working.value
          call.server.metrics.count(.answered)
        },
        abandon: {
          call.server.metrics.count(.failed)
          await abandon(output, working)
        }
      )
    }
  }

  private func abandon(_ output: BytePipe, _ working: Task<Void, Never>) async {
    call.running.stop(.clientGone)
    output.finish()
    await working.value
  }

  private func read(
    _ snapshot: LogSnapshot,
    _ output: BytePipe,
    _ begin: (Beginning) -> Void
  ) throws {
    let head = try snapshot.head()
    guard head.position.value >= call.server.options.limits.streamedEventsMin else {
      return begin(.gathered)
    }
    let given = call.header(.ifNoneMatch)
    if let text = try tag?.held(by: given, at: snapshot) { return begin(.unchanged(text)) }
    guard
      let stream = try QueryAnswers.runner(call, snapshot)
        .stream(asked.source, context: asked.context),
      var writer = AnswerWriter(stream.head, format: asked.format.format)
    else { return begin(.gathered) }
    if let text = tag?.held(by: given, on: stream.head.basis) { return begin(.unchanged(text)) }
    let running = call.running
    // The rows are read as fast as the client takes them.
    running.allow(call.bounds.time(isLong: true))
    begin(.rows(stream.head, stream.rowCount))
    func send(_ bytes: [UInt8]?) throws {
      guard let bytes else { return }
      output.blockingSend(ByteBuffer(bytes: bytes)) { running.isStopped }
      try running.check()
    }
    try send(writer.head())
    try stream.forEachPiece { try send(writer.rows($0)) }
    try send(writer.end(rowCount: stream.rowCount))
  }
}
