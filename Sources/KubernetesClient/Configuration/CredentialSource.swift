internal import Foundation
public import TopologyModel

/// What identifies us to one server, kept fresh: tokens in files and from plugins expire.
public actor CredentialSource {
  /// A header of a request.
  public typealias Header = (name: String, value: String)

  /// How long a plugin may run.
  public static let pluginSecondsMax = 60.0
  /// How old a token from a file may become before the file is read again.
  public static let tokenFileAgeMaxNanoseconds: Int64 = 60_000_000_000
  /// How long before its expiration a plugin's credential is replaced, at most.
  public static let expirationMarginNanoseconds: Int64 = 30_000_000_000

  /// Whose credentials they are, as a sentence says it.
  private let owner: String
  private let credentials: ServerCredentials
  private let impersonation: Impersonation?
  private let fixedIdentity: ClientIdentity?
  private let environment: [String: String]
  private let pluginSecondsMax: Double
  private let now: @Sendable () -> Instant

  private var fileToken: (token: Secret, readAt: Instant)?
  private var pluginOutput: (output: PluginOutput, refreshAt: Instant?)?
  private var pluginRun: Task<Result<PluginOutput, CredentialFault>, Never>?

  /// Creates a source; nothing is read or run before it is asked.
  ///
  /// - Parameters:
  ///   - connection: Where the credentials are described.
  ///   - environment: The variables of the process, which plugins inherit.
  ///   - pluginSecondsMax: How long a plugin may run.
  ///   - now: The clock.
  public init(
    connection: ServerConnection,
    environment: [String: String],
    pluginSecondsMax: Double = CredentialSource.pluginSecondsMax,
    now: @escaping @Sendable () -> Instant
  ) {
    owner = connection.contextName.map { "the context `\($0)`" } ?? "the service account"
    credentials = connection.credentials
    impersonation = connection.impersonation
    fixedIdentity = connection.tls.clientIdentity
    self.environment = environment
    self.pluginSecondsMax = pluginSecondsMax
    self.now = now
  }

  /// Returns the headers that every request carries.
  public func headers() async throws(ConnectionConfigurationError) -> [Header] {
    var headers: [Header] = []
    if let value = try await authorization() { headers.append(("Authorization", value)) }
    if let impersonation {
      for header in impersonation.headers {
        try Self.check(header.value, "the impersonated identity of \(owner)")
      }
      headers += impersonation.headers
    }
    return headers
  }

  /// Returns our certificate: a plugin's, else the kubeconfig's, else nil.
  ///
  /// A connection that is open already keeps the one that it began with.
  public func clientCertificate() async throws(ConnectionConfigurationError) -> ClientIdentity? {
    guard case .exec(let plugin) = credentials else { return fixedIdentity }
    return try await output(of: plugin).clientIdentity ?? fixedIdentity
  }

  /// Forgets what was read, since the server refused it.
  ///
  /// What is being fetched at that time is newer than what was refused, and counts.
  public func invalidate() {
    fileToken = nil
    pluginOutput = nil
  }

  /// Forgets what was read, if it is what the server refused and nothing newer.
  ///
  /// Of many requests that are refused at once, only the first then fetches anew; `authorization`
  /// is the header's value in the request that was refused.
  public func invalidate(authorization: String) {
    let known = fileToken?.token ?? pluginOutput?.output.token
    guard let known, authorization == "Bearer \(known.text.trimmed)" else { return }
    invalidate()
  }

  private func authorization() async throws(ConnectionConfigurationError) -> String? {
    switch credentials {
    case .none: return nil
    case .token(let token): return try Self.bearer(token.text, "the token of \(owner)")
    case .tokenFile(let path):
      return try Self.bearer(token(in: path).text, "the token in `\(path)`")
    case .basic(let user, let password):
      return "Basic " + Data("\(user):\(password.text)".utf8).base64EncodedString()
    case .exec(let plugin):
      guard let token = try await output(of: plugin).token else { return nil }
      return try Self.bearer(token.text, "the token of the plugin `\(plugin.command)`")
    }
  }

  // MARK: Token files

  private func token(in path: String) throws(ConnectionConfigurationError) -> Secret {
    let time = now()
    let ageMax = Self.tokenFileAgeMaxNanoseconds
    if let fileToken, time < fileToken.readAt.advanced(byNanoseconds: ageMax),
      time >= fileToken.readAt
    {
      return fileToken.token
    }
    do throws(CredentialFault) {
      let token = try Self.readToken(at: path)
      fileToken = (token, time)
      return token
    } catch {
      // While a file is replaced the token that it held still counts.
      if let fileToken { return fileToken.token }
      throw .credential(error)
    }
  }

  private static func readToken(at path: String) throws(CredentialFault) -> Secret {
    let bytes: [UInt8]
    do throws(ConnectionConfigurationError) {
      bytes = try ConfigurationFile.bytes(at: path)
    } catch {
      throw .tokenFileUnreadable(path: path, detail: error.message)
    }
    let text = String(decoding: bytes, as: UTF8.self).trimmed
    guard !text.isEmpty else { throw .emptyTokenFile(path: path) }
    return Secret(text)
  }

  // MARK: Plugins

  private func output(
    of plugin: ExecPlugin
  ) async throws(ConnectionConfigurationError)
    -> PluginOutput
  {
    if let pluginOutput {
      guard let refreshAt = pluginOutput.refreshAt, now() >= refreshAt else {
        return pluginOutput.output
      }
    }
    let run = runOnce(plugin)
    switch await run.value {
    case .success(let output): return output
    case .failure(let fault): throw .credential(fault)
    }
  }

  /// Starts the plugin, or joins the run that somebody else waits for.
  private func runOnce(_ plugin: ExecPlugin) -> Task<Result<PluginOutput, CredentialFault>, Never> {
    if let pluginRun { return pluginRun }
    let run = PluginRun(
      plugin: plugin,
      environment: environment,
      secondsMax: pluginSecondsMax
    )
    let task = Task {
      let result = await run.output()
      self.finish(result)
      return result
    }
    pluginRun = task
    return task
  }

  private func finish(_ result: Result<PluginOutput, CredentialFault>) {
    pluginRun = nil
    guard case .success(let output) = result else { return }
    pluginOutput = (output, output.expiration.map { Self.refreshTime(of: $0, fetchedAt: now()) })
  }

  /// When a credential is replaced: shortly before it expires, but not before nine tenths of its
  /// life are over, so that a short life does not run the plugin for every request.
  static func refreshTime(of expiration: Instant, fetchedAt: Instant) -> Instant {
    let (life, isOverflow) = expiration.nanoseconds
      .subtractingReportingOverflow(fetchedAt.nanoseconds)
    guard !isOverflow, life > 0 else { return expiration }
    return expiration.advanced(byNanoseconds: -min(expirationMarginNanoseconds, life / 10))
  }

  // MARK: Headers

  private static func bearer(
    _ token: String,
    _ what: String
  ) throws(ConnectionConfigurationError) -> String {
    let text = token.trimmed
    try check(text, what)
    return "Bearer \(text)"
  }

  private static func check(
    _ value: String,
    _ what: String
  ) throws(ConnectionConfigurationError) {
    guard value.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
      throw .credential(.unusableHeader(what: what))
    }
  }
}

extension String {
  /// The text without white space at its ends.
  fileprivate var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
