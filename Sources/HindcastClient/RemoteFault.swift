public import TopologyModel

/// Why a server has no answer.
public enum RemoteFault: CategorizedError {
  /// The text is no URL of a server.
  case url(String)
  /// The text that was given as a token cannot be one.
  case token
  /// A file of keys or certificates cannot be used.
  case file(String, detail: String)
  /// The server cannot be reached, or ended in the middle.
  case connection(String, detail: String)
  /// The server said why.
  case told(category: AnomalyCategory, message: String, help: String?)
  /// What answers there is no server of Hindcast's.
  case stranger(url: String, status: Int)

  /// What becomes of it.
  public var category: AnomalyCategory {
    switch self {
    case .url, .token, .file: .incorrect
    case .connection, .stranger: .unavailable
    case .told(let category, _, _): category
    }
  }

  /// What happened, in one line.
  public var message: String {
    switch self {
    case .url(let text): "`\(Self.shown(text))` is no URL of a server"
    case .token: "what is given as the token has characters that no token has"
    case .file(let path, let detail): "`\(path)` cannot be used: \(detail)"
    case .connection(let url, let detail): "no answer from \(url): \(detail)"
    case .told(_, let message, _): message
    case .stranger(let url, let status): "\(url) answers with status \(status), and not as Hindcast"
    }
  }

  /// The way out.
  public var help: String? {
    switch self {
    case .url: "write one such as http://127.0.0.1:7180, and give a token with `--token-file`"
    case .token: "give it as `hindcast token new` printed it, alone in its file"
    case .file: "name a file in PEM"
    case .connection: "is the server running there? `curl URL/livez` tells"
    case .told(_, _, let help): help
    case .stranger: "name the URL of `hindcast serve`, without a path of its API"
    }
  }

  /// A URL without what may be a secret: a name, a password, parameters.
  private static func shown(_ url: String) -> String {
    var text = url[...]
    if let end = text.firstIndex(where: { "?#".contains($0) }) { text = text[...end] + "…" }
    guard let sign = text.lastIndex(of: "@") else { return String(text) }
    let scheme = text.firstRange(of: "://").map { text[..<$0.upperBound] } ?? ""
    return scheme + "…" + text[sign...]
  }
}
