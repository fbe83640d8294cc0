/// How a server learns who asks, aside from a client certificate.
public enum ServerCredentials: Hashable, Sendable {
  /// Not at all.
  case none
  /// By a bearer token.
  case token(Secret)
  /// By a bearer token in a file that is replaced from time to time.
  case tokenFile(path: String)
  /// By a user name and a password.
  case basic(user: String, password: Secret)
  /// By what a program prints.
  case exec(ExecPlugin)
}
