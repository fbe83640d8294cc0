import ArgumentParser
import HindcastServer

/// Who may ask a server, and how it proves who it is.
struct ServeAccessOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The server's certificate chain in PEM.", valueName: "file"),
    completion: Completions.files
  )
  var tlsCert: String?

  @Option(
    help: ArgumentHelp("The certificate's private key in PEM.", valueName: "file"),
    completion: Completions.files
  )
  var tlsKey: String?

  @Option(
    help: ArgumentHelp(
      "Authorities in PEM; clients need a certificate of theirs.",
      valueName: "file"
    ),
    completion: Completions.files
  )
  var clientCa: String?

  @Option(
    help: ArgumentHelp(
      "The file of tokens that `hindcast token` makes; read again when it changes.",
      valueName: "file"
    ),
    completion: Completions.files
  )
  var tokens: String?

  @Flag(help: "Listen elsewhere than on the loopback without TLS, or without tokens.")
  var allowUnprotected = false

  @Option(
    help: ArgumentHelp(
      "Record who read what in this file, before each answer.",
      valueName: "file"
    ),
    completion: Completions.files
  )
  var auditLog: String?

  func validate() throws {
    guard (tlsCert == nil) == (tlsKey == nil) else {
      throw ValidationError("`--tls-cert` and `--tls-key` belong together: give both")
    }
    guard clientCa == nil || tlsCert != nil else {
      throw ValidationError("`--client-ca` needs TLS: give `--tls-cert` and `--tls-key`, too")
    }
  }

  /// The files of TLS; nil where none are named.
  var tls: ServerOptions.TLS? {
    guard let tlsCert, let tlsKey else { return nil }
    return ServerOptions.TLS(
      certificatePath: tlsCert,
      keyPath: tlsKey,
      clientAuthoritiesPath: clientCa
    )
  }
}
