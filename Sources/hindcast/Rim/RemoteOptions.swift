import ArgumentParser
import Foundation
import HindcastClient
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
}
