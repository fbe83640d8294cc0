import ArgumentParser
import Dispatch
import Foundation
import HindcastClient
import Synchronization
internal import TopologyModel

/// Which server a command asks instead of a store.
struct RemoteOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Ask a server of `hindcast serve` instead of a store (default: $HINDCAST_SERVER).",
      valueName: "url"
    )
  )
  var server: String?

  @Option(
    help: ArgumentHelp(
      "The file with the server's token (default: the token in $HINDCAST_TOKEN).",
      valueName: "file"
    ),
    completion: Completions.files
  )
  var tokenFile: String?

  @Option(
    help: ArgumentHelp(
      "Authorities of the server's certificate in PEM (default: the system's).",
      valueName: "file"
    ),
    completion: Completions.files
  )
  var serverCa: String?

  @Option(
    help: ArgumentHelp("The client's certificate in PEM, with --client-key.", valueName: "file"),
    completion: Completions.files
  )
  var clientCert: String?

  @Option(
    help: ArgumentHelp("The private key of --client-cert in PEM.", valueName: "file"),
    completion: Completions.files
  )
  var clientKey: String?

  func validate() throws {
    guard (clientCert == nil) == (clientKey == nil) else {
      throw ValidationError("`--client-cert` and `--client-key` belong together: give both")
    }
  }

  /// The server; nil where a store is asked.
  ///
  /// A store that is named counts more than $HINDCAST_SERVER.
  ///
  /// Throws `UsageError` where both are named, or the token cannot be read.
  func remote(_ store: StoreOptions) throws -> RemoteServer? {
    let environment = ProcessInfo.processInfo.environment
    if server != nil, store.store != nil {
      throw UsageError(message: "`--server` and `--store` are both given", help: "give one of them")
    }
    let named = store.store == nil ? environment["HINDCAST_SERVER"] : nil
    guard let url = server ?? named, !url.isEmpty else { return nil }
    var token = environment["HINDCAST_TOKEN"]
    if let tokenFile {
      guard let data = FileManager.default.contents(atPath: tokenFile) else {
        throw UsageError(
          category: .notFound,
          message: "cannot read `\(tokenFile)`",
          help: "name a file with the token in it"
        )
      }
      token = String(decoding: data, as: UTF8.self)
    }
    token = token?.trimmingCharacters(in: .whitespacesAndNewlines)
    return try RemoteServer(
      RemoteServer.Access(
        url: url,
        token: token.flatMap { $0.isEmpty ? nil : $0 },
        authoritiesPath: serverCa,
        certificatePath: clientCert,
        keyPath: clientKey
      ),
      userAgent: "hindcast/\(Hindcast.configuration.version)"
    )
  }

  /// Runs something that waits for a server, and waits for it.
  static func waiting<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) throws -> Result {
    let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)
    let ended = DispatchSemaphore(value: 0)
    Task {
      let result: Swift.Result<Result, any Error>
      do { result = .success(try await body()) } catch { result = .failure(error) }
      outcome.withLock { $0 = result }
      ended.signal()
    }
    ended.wait()
    guard let result = outcome.withLock({ $0 }) else {
      preconditionFailure("the task ended without an outcome")
    }
    return try result.get()
  }
}
