import EventLog
import Foundation
import HindcastServer
import QueryEngine
import Synchronization
import TopologyModel

/// Bytes sent to a server on the loopback: whatever they are, it answers the next client, and never
/// says that the fault is its own.
final class RequestTarget: FuzzTarget {
  static let name = "requests"
  static let words = [
    "GET ", "POST ", "HEAD ", "DELETE ", "OPTIONS ", "/api/v1/query", "/api/v1/events",
    "/api/v1/reports", "/api/v1/attribute", "/metrics", "/livez", "?query=pods", "&format=", "json",
    "csv", "%00", "%zz", "+", " HTTP/1.1\r\n", " HTTP/1.0\r\n", "Host: a\r\n", "\r\n\r\n",
    "Content-Length: 5\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n",
    "Content-Type: application/json\r\n", "Content-Encoding: gzip\r\n", "Accept: text/csv\r\n",
    "Accept-Encoding: gzip\r\n", "Authorization: Bearer x\r\n", "Expect: 100-continue\r\n",
    "Range: bytes=0-1\r\n", "If-None-Match: *\r\n", "Last-Event-ID: 1\r\n", "0\r\n\r\n", "ffff\r\n",
    "{\"query\": \"pods\"}", "Connection: close\r\n", "Upgrade: h2c\r\n", "param[x]=1",
    "timeout=1s",
  ]

  private let log: SQLiteEventLog
  private let port: Int
  private var taken = 0

  init(folder: String) throws {
    log = try FuzzStore.make(at: "\(folder)/store.db")
    var options = ServerOptions()
    options.port = 0
    options.acceptsEvents = true
    options.limits.idleSeconds = 0.05
    options.limits.bodySeconds = 0.05
    options.limits.streamSilenceSeconds = 0.05
    options.limits.slowReaderSeconds = 0.5
    options.limits.querySeconds = 2
    options.limits.reportSeconds = 2
    let server = try QueryServer(options, log: log, environment: Self.environment)
    let ports = Ports()
    Task { try await server.run { ports.set($0) } }
    port = try ports.wait()
  }

  /// Hands the port from the server to who waits for it.
  private final class Ports: Sendable {
    private let value = Mutex<Int?>(nil)

    func set(_ port: Int) { value.withLock { $0 = port } }

    func wait() throws -> Int {
      for _ in 0..<12_000 {
        if let port = value.withLock({ $0 }) { return port }
        usleep(10_000)
      }
      throw FuzzFailure("the server does not listen")
    }
  }

  private static let environment = ServerEnvironment(
    toolVersion: "0.0.0",
    now: { FuzzStore.now },
    stopwatch: Stopwatch { FuzzGuard.now() },
    pause: { seconds in
      await withCheckedContinuation { goOn in
        let end = DispatchTime.now() + max(seconds, 0.001)
        DispatchQueue.global().asyncAfter(deadline: end) { goOn.resume() }
      }
    },
    zone: { $0 == "UTC" ? .utc : nil },
    savedQueries: { [.init(name: "serving", text: "# param s: service\npods serving $s\n")] },
    writeLog: { _ in }
  )

  func seeds() throws -> [[UInt8]] {
    let file = FuzzCorpus.project.appending(path: "Tests/Fixtures/http/requests.jsonl")
    return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let request = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        let method = request["method"] as? String, let path = request["path"] as? String,
        !path.contains("live")
      else { return nil }
      var text = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
      for (name, value) in (request["headers"] as? [String: String] ?? [:]).sorted(by: {
        $0.key < $1.key
      }) {
        text += "\(name): \(value)\r\n"
      }
      let body = request["body"] as? String ?? ""
      if !body.isEmpty { text += "Content-Length: \(body.utf8.count)\r\n" }
      return Array((text + "\r\n" + body).utf8)
    }
  }

  func take(_ input: [UInt8]) throws -> String {
    let answer = try sent(input)
    let status = Self.statuses(in: answer)
    let outcome = Self.outcome(of: answer, status)
    try FuzzFailure.unless(
      !status.contains { $0 == "500" },
      "the server says that the fault is its own: \(String(decoding: answer.suffix(600), as: UTF8.self))"
    )
    taken += 1
    guard taken % 16 == 0 else { return outcome }
    try expectAlive()
    return outcome
  }

  /// How often a client tries whom this process was too busy to send in time, each time after a pause
  /// twice as long: five seconds in all.
  private static let attempts = 13

  /// The next client must be answered; one that is slower than the server waits is not, and tries again.
  private func expectAlive() throws {
    let request = "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    var answer: [UInt8] = []
    for attempt in 0..<Self.attempts {
      answer = try sent(Array(request.utf8))
      if Self.statuses(in: answer).first == "200" { return }
      guard answer.isEmpty else { break }
      usleep(1000 << UInt32(attempt))
    }
    throw FuzzFailure(
      "the next client is not answered: \(String(decoding: answer.prefix(300), as: UTF8.self))"
    )
  }

  /// Statuses in letters, and the codes of errors.
  private static func outcome(of answer: [UInt8], _ statuses: [String]) -> String {
    guard !answer.isEmpty else { return "closed" }
    let letters = statuses.map { status in
      String(status.utf8.map { Character(UnicodeScalar($0 &+ 49)) })
    }
    let codes = String(decoding: answer, as: UTF8.self).split(separator: "\"code\":").dropFirst()
    return (letters + codes.prefix(3).map { String($0.prefix(40)) }).joined(separator: " ")
  }

  /// The statuses of answers, as far as lines say that they are some.
  private static func statuses(in answer: [UInt8]) -> [String] {
    String(decoding: answer, as: UTF8.self).split(separator: "\n").filter {
      $0.hasPrefix("HTTP/1.1 ")
    }.map { String($0.dropFirst(9).prefix(3)) }
  }

  /// Sends bytes on a connection of their own; returns what came back until it was closed, or quiet
  /// for longer than the server waits.
  private func sent(_ bytes: [UInt8]) throws -> [UInt8] {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw FuzzFailure("no socket: \(errno)") }
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw FuzzFailure("the server takes no connection: \(errno)") }
    var wait = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    var sentCount = 0
    while sentCount < bytes.count {
      let count = bytes[sentCount...].withUnsafeBytes {
        send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { break }
      sentCount += count
    }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while answer.count < 4 << 20 {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else {
        // The server closes what is idle; one that does not has forgotten the connection.
        let isSilent = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)
        if isSilent { throw FuzzFailure("the server neither answers nor closes") }
        break
      }
      answer += buffer[..<count]
    }
    return answer
  }
}
