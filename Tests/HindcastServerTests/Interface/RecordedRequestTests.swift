import Foundation
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing

@Suite("Recorded requests")
struct RecordedRequestTests {
  private static let isRewriting =
    ProcessInfo.processInfo.environment["HINDCAST_REWRITE"] == "1"

  @Test("are answered as the document says")
  func answers() async throws {
    let folder = try TemporaryDirectory()
    let tokens = folder.file("tokens.json")
    try Data(try TokenFile(tokens: [Self.reader]).text.utf8).write(to: URL(filePath: tokens))
    var requests = try RecordedRequest.all()
    for kind in RecordedRequest.Kind.allCases {
      try await withServer {
        $0.acceptsEvents = kind != .reading
        $0.limits.bodyBytesMax = 4096
        $0.limits.headerBytesMax = 4096
        if kind == .guarded { $0.tokensPath = tokens }
      } _: { server in
        let document = try await InterfaceDocument(server)
        for index in requests.indices where requests[index].server == kind {
          let request = requests[index]
          let name =
            "\(request.method) \(request.path.prefix(150)) \(request.body?.prefix(80) ?? "")"
          let reply: TestServer.Reply
          do {
            reply = try await request.send(to: server)
          } catch {
            Issue.record("\(name): \(error)")
            continue
          }
          let problems = document.problems(reply, request.method, request.path)
          #expect(problems == [], "\(name): \(reply.text.prefix(400))")
          (requests[index].status, requests[index].code) = (reply.status, reply.code)
          if reply.status == 405 { #expect(reply.headers.contains(name: "Allow"), "\(name)") }
          guard !Self.isRewriting else { continue }
          #expect(reply.status == request.status, "\(name): \(reply.text.prefix(400))")
          #expect(reply.code == request.code, "\(name)")
        }
      }
    }
    if Self.isRewriting { try RecordedRequest.write(requests) }
  }

  private static let reader = TokenEntry(
    name: "reader",
    sha256: TokenFile.hash(of: "token-of-reader".utf8),
    scopes: [.read],
    namespaces: ["shop"],
    clusters: nil,
    expires: nil
  )

  @Test("cover every operation, and every kind of error that a request can bring about")
  func coverage() async throws {
    let requests = try RecordedRequest.all()
    #expect(requests.count >= 60)
    try await withServer { server in
      let document = try await InterfaceDocument(server)
      for operation in document.operations where operation.id != "liveEvents" {
        let own = requests.filter {
          document.operation($0.method, $0.path)?.id == operation.id && $0.method != "HEAD"
        }
        // The one that ends a request of somebody else has nothing to end here.
        let isAnswered = own.contains { $0.status < 400 } || operation.id == "endRequest"
        #expect(isAnswered, "\(operation.id)")
      }
    }
    let statuses = Set(requests.map(\.status))
    #expect(
      statuses.isSuperset(of: [
        200, 204, 304, 400, 401, 403, 404, 405, 406, 413, 415, 422, 431, 501,
      ])
    )
  }
}
