internal import Attribution
internal import EventLog
internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import Projections
internal import QueryEngine
internal import TopologyModel

/// Attributes rows while they arrive.
struct AttributedRows: Sendable {
  /// About how many bytes of what was read are kept for a request.
  private static let cacheBytesMax = 128 << 20
  /// How many bytes of an answer wait for the first row that has columns that are known.
  private static let heldBytesMax = 1 << 20

  let call: ServerCall

  /// Begins to attribute; the rows follow as the answer's body.
  ///
  /// Throws `ServerFault` where that cannot begin.
  func answer() async throws -> ServerAnswer {
    try checkCluster()
    let format = try format()
    let (input, output) = (BytePipe(), BytePipe())
    call.running.allow(call.time(isLong: true))
    call.running.enter(.receiving)
    call.running.askForBody()
    let rows = self
    let working = Task {
      do {
        try await call.server.workers.read(call.running, isFlow: true) { snapshot in
          try rows.attribute(snapshot, format, input, output)
        }
        output.finish()
      } catch {
        output.finish(error)
      }
      // Nobody reads on.
      input.finish()
    }
    // Reading goes on while the answer is written.
    let receiving = Task {
      do {
        for try await piece in call.request.body {
          call.running.noteProgress()
          await input.send(piece)
        }
        input.finish()
      } catch {
        input.finish(error)
      }
    }
    // What is wrong with the first rows is an error, and no cut answer.
    let first: ByteBuffer?
    do {
      first = try await output.next()
    } catch {
      input.finish()
      receiving.cancel()
      await receiving.value
      await working.value
      throw error
    }
    @Sendable func abandon() async {
      call.running.stop(.clientGone)
      input.finish()
      output.finish()
      receiving.cancel()
      await receiving.value
      await working.value
    }
    return ServerAnswer(
      headers: headers(format),
      body: .stream { writer in
        do {
          if let first { try await writer.write(first) }
          while let piece = try await output.next() { try await writer.write(piece) }
        } catch {
          await abandon()
          throw error
        }
        await working.value
        await receiving.value
      },
      abandon: abandon
    )
  }

  /// What the answer says of itself, once the first row is there.
  private func headers(_ format: FlowFormat) -> HTTPFields {
    var headers = HTTPFields()
    headers[.contentType] = format == .csv ? "text/csv; charset=utf-8" : "application/x-ndjson"
    headers[.basis] = call.running.details.basis
    return headers
  }

  private func checkCluster() throws(ServerFault) {
    guard let cluster = call.parameters["cluster"] else { return }
    guard call.principal.restriction.allows(cluster: cluster) else {
      throw .forbiddenCluster(cluster)
    }
  }

  private func format() throws(ServerFault) -> FlowFormat {
    let type = MediaType.name(in: call.header(.contentType))
    switch type {
    case "application/x-ndjson", "application/json", "application/jsonl": return .ndjson
    case "text/csv": return .csv
    default:
      throw .unsupportedMediaType(type, help: "send application/x-ndjson or text/csv")
    }
  }

  private func attribute(
    _ snapshot: LogSnapshot,
    _ format: FlowFormat,
    _ input: BytePipe,
    _ output: BytePipe
  ) throws {
    let given = call.parameters
    let running = call.running
    let known = given.integer("asKnownAt").map { LogPosition(Int64($0)) }
    let reads = try ProjectionSnapshot(snapshot, knownAt: known)
    let restriction = call.principal.restriction
    let cluster = try AttributionSource.cluster(
      named: given["cluster"],
      in: reads.restricted(to: restriction)
    )
    let index = try AttributionIndex(
      reads,
      cluster: cluster,
      restriction: restriction,
      bytesMax: min(Self.cacheBytesMax, call.bounds.memory.value / 2)
    )
    // Before the first row: the answer's head has it.
    running.note {
      $0.query = "attribution"
      $0.cluster = cluster
      $0.basis = "\(index.basis.position):\(index.basis.hash)"
    }
    var options = FlowOptions()
    options.format = format
    options.addresses = given.all("address")
    options.ports = given.all("port")
    options.time = given["time"]
    options.timeFormat = given["timeFormat"].flatMap { FlowTimeFormat(rawValue: $0) } ?? .auto
    // Objects are named each for itself. Until one has columns that are known it may be that none has,
    // which is an error, and no cut answer.
    var held: ByteBuffer? = format == .ndjson ? ByteBuffer() : nil
    let attributor = try FlowAttributor(index, options: options) { bytes in
      guard held == nil else {
        held?.writeBytes(bytes)
        return
      }
      output.blockingSend(ByteBuffer(bytes: bytes)) { running.isStopped }
    }
    func release() {
      guard let bytes = held else { return }
      held = nil
      if bytes.readableBytes > 0 { output.blockingSend(bytes) { running.isStopped } }
    }
    var heldBytes = 0
    while let piece = try input.blockingNext(isStopped: { running.isStopped }) {
      try running.check()
      try piece.withUnsafeReadableBytes { try attributor.take($0.bindMemory(to: UInt8.self)) }
      try attributor.flush()
      call.hold(index.byteCount - heldBytes)
      heldBytes = index.byteCount
      let isFull = held.map { $0.readableBytes > Self.heldBytesMax } ?? false
      if attributor.report.hasColumns || isFull { release() }
    }
    try running.check()
    let report = try attributor.finish()
    release()
    running.note { $0.rows = report.rows }
    call.server.metrics.count { $0.rowsAttributed += report.rows }
  }
}
