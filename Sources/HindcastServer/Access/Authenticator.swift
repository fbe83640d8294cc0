internal import Diagnostics
internal import Foundation
internal import HTTPTypes
internal import QueryEngine
internal import Synchronization
internal import TopologyModel

/// Tells who asks, by the file of tokens, which is read again when it changes.
final class Authenticator: Sendable {
  /// How often the file is looked at, in nanoseconds.
  private static let lookNanoseconds: Int64 = 1_000_000_000

  private struct Entries: Sendable {
    var byToken: [String: TokenEntry] = [:]
    var byCertificate: [String: TokenEntry] = [:]

    init(_ file: TokenFile) {
      for entry in file.tokens {
        if let hash = entry.sha256 { byToken[hash.lowercased()] = entry }
        if let hash = entry.certificateSHA256 { byCertificate[hash.lowercased()] = entry }
      }
    }
  }

  private struct State {
    var entries: Entries
    var stamp: FileStamp?
    var lookedAt: Int64
  }

  private let path: String
  private let log: ServerLog
  private let now: @Sendable () -> Instant
  private let stopwatch: Stopwatch
  private let state: Mutex<State>

  /// Reads the file; throws `ServerSetupError` where it cannot be read, or is wrong.
  init(path: String, log: ServerLog, environment: ServerEnvironment) throws {
    self.path = path
    self.log = log
    now = environment.now
    stopwatch = environment.stopwatch
    let stamp = FileStamp(path: path)
    state = Mutex(
      State(
        entries: Entries(try TokenFile(path: path)),
        stamp: stamp,
        lookedAt: environment.stopwatch.nanoseconds()
      )
    )
  }

  /// Who has a token, or a certificate.
  ///
  /// Throws `ServerFault` where nobody has, or no longer.
  func principal(token: String?, certificate: String?) throws(ServerFault) -> Principal {
    let entries = current()
    let entry =
      token.map { entries.byToken[TokenFile.hash(of: $0.utf8)] }
      ?? certificate.map { entries.byCertificate[$0] } ?? nil
    guard let entry else {
      throw token == nil && certificate == nil ? .noToken : .unknownToken
    }
    if let expires = entry.expires.flatMap({ Instant(rfc3339: $0) }), now() >= expires {
      throw .expiredToken(entry.name, expires)
    }
    return Principal(
      name: entry.name,
      scopes: entry.scopes,
      restriction: AccessRestriction(
        clusters: entry.clusters.map { Set($0) },
        namespaces: entry.namespaces.map { Set($0) }
      ),
      limits: entry.limits
    )
  }

  /// The entries; those of the file's present content, where it can be read.
  private func current() -> Entries {
    let time = stopwatch.nanoseconds()
    return state.withLock { state in
      guard time - state.lookedAt >= Self.lookNanoseconds else { return state.entries }
      state.lookedAt = time
      let stamp = FileStamp(path: path)
      guard stamp != state.stamp else { return state.entries }
      state.stamp = stamp
      do throws(ServerSetupError) {
        state.entries = Entries(try TokenFile(path: path))
        log.note(.info, "tokens read again", [("file", path)])
      } catch {
        // A file that is being written, or was lost, locks nobody out; that it is wrong is said.
        log.note(.warning, "tokens not read again", [("error", error.message)])
      }
      return state.entries
    }
  }
}

extension ServerFault {
  static var noToken: ServerFault {
    var fault = ServerFault(
      .forbidden,
      "unauthenticated",
      "this server answers those who have a token",
      help: "send it in the header `Authorization: Bearer TOKEN`",
      status: .unauthorized
    )
    fault.headers[.wwwAuthenticate] = "Bearer realm=\"hindcast\""
    return fault
  }

  static var unknownToken: ServerFault {
    var fault = ServerFault(
      .forbidden,
      "unknown-token",
      "nobody has this token",
      help: "ask who runs the server for one",
      status: .unauthorized
    )
    fault.headers[.wwwAuthenticate] = "Bearer realm=\"hindcast\", error=\"invalid_token\""
    return fault
  }

  static func expiredToken(_ name: String, _ expired: Instant) -> ServerFault {
    var fault = unknownToken
    fault.code = "expired-token"
    fault.message = "the token of `\(name)` ended at \(expired)"
    fault.help = "ask who runs the server for a new one"
    return fault
  }

  static func missingScope(_ scope: AccessScope, of name: String) -> ServerFault {
    ServerFault(
      .forbidden,
      "missing-scope",
      "`\(name)` may not do this: it takes the scope `\(scope.rawValue)`",
      help: "use a token that has it"
    )
  }
}
