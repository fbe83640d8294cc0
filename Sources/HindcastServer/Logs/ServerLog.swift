internal import Diagnostics
internal import TopologyModel

/// The server's log: a JSON object on each line.
final class ServerLog: Sendable {
  /// How grave a line is.
  enum Level: String, Sendable {
    case info
    case warning
    case error
  }

  private let now: @Sendable () -> Instant
  private let write: @Sendable ([UInt8]) -> Void

  init(_ environment: ServerEnvironment) {
    now = environment.now
    write = environment.writeLog
  }

  /// Writes what happened, with texts by name.
  func note(_ level: Level, _ message: String, _ members: [(String, String)] = []) {
    var json = JSONWriter()
    json.object { json in
      begin(level, message, &json)
      for (name, value) in members {
        json.member(name, value)
      }
    }
    json.newline()
    write(json.takeBytes())
  }

  /// Writes what became of a request.
  func note(_ request: RunningRequest, status: Int) {
    var json = JSONWriter()
    json.object { json in
      begin(status >= 500 ? .error : .info, "request", &json)
      RequestLine.write(request, status: status, to: &json)
      json.member("bytes", request.bytesWritten)
      json.member("milliseconds", Double(request.age / 1000) / 1000)
    }
    json.newline()
    write(json.takeBytes())
  }

  private func begin(_ level: Level, _ message: String, _ json: inout JSONWriter) {
    json.member("time", now().description)
    json.member("level", level.rawValue)
    json.member("message", message)
  }
}
