internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOSSL
internal import TopologyModel

/// Answers the requests of one endpoint: who asks, whether they may, what they ask.
struct EndpointRoute: Sendable {
  let core: ServerCore
  let endpoint: Endpoint

  func respond(_ request: Request, _ context: ServerContext) async throws -> Response {
    guard let running = context.running else { throw HTTPError(.internalServerError) }
    running.note { $0.endpoint = endpoint.path }
    let principal = try await principal(request, context)
    running.note { $0.client = principal.name }
    if let scope = endpoint.scope, !principal.may(scope) {
      throw ServerFault.missingScope(scope, of: principal.name)
    }
    let bounds = ClientBounds(principal, core.options.limits)
    running.bind(bounds)
    try core.clients.enter(bounds, isStream: endpoint.isStream)
    let atEnd = AtEnd { [core, endpoint] _ in
      core.clients.leave(principal.name, isStream: endpoint.isStream)
    }
    do {
      let call = ServerCall(
        server: core,
        request: request,
        running: running,
        principal: principal,
        bounds: bounds,
        parameters: try await parameters(request, running),
        path: try pathParameters(context)
      )
      if endpoint.isStream { running.enter(.streaming) } else { running.enter(.reading) }
      let answer = try await endpoint.handle(call)
      try await record(answer, running)
      return try await response(answer, request, running, atEnd: atEnd)
    } catch {
      atEnd()
      throw error
    }
  }

  /// Records a read before its answer is sent.
  private func record(_ answer: ServerAnswer, _ running: RunningRequest) async throws {
    guard endpoint.isRead, let readLog = core.readLog else { return }
    do {
      try readLog.record(running, status: answer.status.code)
    } catch {
      await answer.abandon?()
      throw error
    }
  }

  private func principal(
    _ request: Request,
    _ context: ServerContext
  ) async throws -> Principal {
    let address = context.channel.clientAddress
    guard endpoint.scope != nil else { return .anonymous(address: address) }
    let certificate = try await certificateHash(context.channel)
    return try principal(request, certificate: certificate, address: address)
  }

  /// Who asks, by a token or a certificate's hash, from an address.
  ///
  /// Throws `ServerFault` where nobody does who may ask anything.
  func principal(
    _ request: Request,
    certificate: String?,
    address: String
  ) throws(ServerFault) -> Principal {
    guard let authenticator = core.authenticator else {
      var principal = Principal.anonymous(address: address)
      if let certificate { principal.name = "certificate \(certificate.prefix(12))" }
      return principal
    }
    return try authenticator.principal(token: Self.token(request), certificate: certificate)
  }

  private static func token(_ request: Request) -> String? {
    guard let text = request.headers[.authorization] else { return nil }
    let parts = text.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }

  private func certificateHash(_ channel: any Channel) async throws -> String? {
    guard core.options.tls?.clientAuthoritiesPath != nil else { return nil }
    let certificate = try await channel.nioSSL_peerCertificate().get()
    return try certificate.map { TokenFile.hash(of: try $0.toDERBytes()) }
  }

  /// The parameters of the URL, and those of a body that stands for them.
  private func parameters(
    _ request: Request,
    _ running: RunningRequest
  ) async throws -> RequestParameters {
    guard endpoint.takesParametersInBody else { return try parameters(ofURL: request) }
    let limit = core.options.limits.bodyBytesMax
    let inURL = try Self.pairs(ofURL: request)
    let body = try await ServerCall.body(of: request, running, core.registry, bytesMax: limit)
    let inBody = try QueryBody.pairs(
      Array(body.readableBytesView),
      type: request.headers[.contentType],
      endpoint.operation.parameters
    )
    return try RequestParameters(inURL + inBody, endpoint.operation.parameters)
  }

  /// The parameters of the URL.
  ///
  /// Throws `ServerFault` where they are wrong.
  func parameters(ofURL request: Request) throws(ServerFault) -> RequestParameters {
    try RequestParameters(Self.pairs(ofURL: request), endpoint.operation.parameters)
  }

  private static func pairs(ofURL request: Request) throws(ServerFault) -> [FormText.Pair] {
    guard let pairs = FormText.pairs((request.uri.query ?? "").utf8) else { throw .malformedURL }
    return pairs
  }

  private func pathParameters(_ context: ServerContext) throws(ServerFault) -> [String: String] {
    var found: [String: String] = [:]
    for declaration in endpoint.operation.parameters where declaration.place == .path {
      guard let raw = context.parameters.get(declaration.name),
        let text = FormText.decoded(Array(raw.utf8)[...], plusIsSpace: false)
      else { throw .malformedURL }
      try declaration.check(text)
      found[declaration.name] = text
    }
    return found
  }

  /// The response of an answer, compressed where the client takes that.
  private func response(
    _ answer: ServerAnswer,
    _ request: Request,
    _ running: RunningRequest,
    atEnd: AtEnd
  ) async throws -> Response {
    let gzip = mayPack(request) && answer.isWorthCompressing ? GzipStream() : nil
    var headers = Self.headers(answer, isPacked: gzip != nil)
    switch answer.body {
    case .none:
      atEnd()
      return Response(status: answer.status, headers: headers)
    case .bytes(let bytes):
      atEnd()
      let sent = try await core.workers.compress(bytes, gzip, isEnd: true)
      guard sent.readableBytes > RequestPipeline.shortBytesMax else {
        return Response(status: answer.status, headers: headers, body: .init(byteBuffer: sent))
      }
      // In pieces, so that a client that reads slowly is not taken for one that does not read.
      let pieces = ResponseBody(contentLength: sent.readableBytes) { writer in
        var output = BodyWriter(writer, running, gzip: nil, core.workers)
        var rest = sent
        while let piece = rest.readSlice(
          length: min(rest.readableBytes, RequestPipeline.shortBytesMax)
        ), piece.readableBytes > 0 {
          try await output.write(piece)
        }
        try await output.finish()
      }
      return Response(status: answer.status, headers: headers, body: pieces)
    case .stream(let write):
      guard request.method != .head else {
        let counter = CountingWriter()
        var output = BodyWriter(counter, running, gzip: gzip, core.workers)
        try await write(&output)
        try await output.finish()
        atEnd()
        headers[.contentLength] = String(counter.count)
        return Response(status: answer.status, headers: headers)
      }
      let body = ResponseBody { writer in
        defer { atEnd() }
        var output = BodyWriter(writer, running, gzip: gzip, core.workers)
        try await write(&output)
        try await output.finish()
      }
      return Response(status: answer.status, headers: headers, body: body)
    }
  }

  /// Whether answers that are worth compressing are sent in gzip.
  func mayPack(_ request: Request) -> Bool { Self.takesGzip(request) && !endpoint.isStream }

  /// The headers of an answer as it is sent.
  static func headers(_ answer: ServerAnswer, isPacked: Bool) -> HTTPFields {
    var headers = answer.headers
    if isPacked { headers[.contentEncoding] = "gzip" }
    if headers[.vary] == nil {
      headers[.vary] = "Accept, Accept-Encoding, Authorization, Hindcast-Hints"
    }
    return headers
  }

  /// Whether a client takes gzip by `Accept-Encoding`: what names it counts more than `*`, and a weight of
  /// zero says no (RFC 9110, 12.5.3).
  private static func takesGzip(_ request: Request) -> Bool {
    guard let accepted = request.headers[.acceptEncoding] else { return false }
    var taken: [String: Bool] = [:]
    for part in accepted.split(separator: ",") {
      let fields = part.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
      guard let coding = fields.first else { continue }
      let weight = fields.dropFirst().first { $0.hasPrefix("q=") }.map { $0.dropFirst(2) }
      taken[coding] = weight.map { Double($0) ?? 0 > 0 } ?? true
    }
    return taken["gzip"] ?? taken["x-gzip"] ?? taken["*"] ?? false
  }
}

extension ServerAnswer {
  /// How short a body is that is sent as it is.
  private static let compressedBytesMin = 1024

  var isWorthCompressing: Bool {
    switch body {
    case .none: false
    case .bytes(let bytes): bytes.readableBytes >= Self.compressedBytesMin
    case .stream: true
    }
  }
}
