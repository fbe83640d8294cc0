import Foundation
import NIOHTTP1

/// A request with the status and the code that it is answered with.
struct RecordedRequest: Codable {
  /// The servers of the tests.
  enum Kind: String, Codable, CaseIterable {
    /// Takes events, and asks for no token.
    case open
    /// Only reads.
    case reading
    /// Asks for tokens.
    case guarded
  }

  var server: Kind
  var method: String
  var path: String
  var headers: [String: String]?
  var body: String?
  var status: Int
  /// The code of the error, where it is one.
  var code: String?

  static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Fixtures/http/requests.jsonl").standardized

  static func all() throws -> [RecordedRequest] {
    try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { line in
      try JSONDecoder().decode(RecordedRequest.self, from: Data(line))
    }
  }

  static func write(_ requests: [RecordedRequest]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try requests.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
  }

  func send(to target: TestServer) async throws -> TestServer.Reply {
    try await target.send(
      HTTPMethod(rawValue: method),
      path,
      headers: (headers ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
      body: body
    )
  }
}
