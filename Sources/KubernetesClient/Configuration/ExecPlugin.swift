/// A program that prints credentials: the `exec` of a kubeconfig's user.
public struct ExecPlugin: Hashable, Sendable {
  /// One variable of the program's environment.
  public struct Variable: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value, which is often a secret.
    public let value: Secret

    /// Creates a variable.
    public init(name: String, value: Secret) {
      self.name = name
      self.value = value
    }
  }

  /// The entry that names the program.
  public let subject: ConfigurationSubject
  /// `client.authentication.k8s.io/v1` or `client.authentication.k8s.io/v1beta1`.
  public let apiVersion: String
  /// A name to look up in `PATH`, or a path; a relative one is already relative to the kubeconfig.
  public let command: String
  /// What is handed to the program.
  public let arguments: [String]
  /// What is set in its environment beyond ours.
  public let variables: [Variable]
  /// How to get the program, in the words of whoever wrote the kubeconfig.
  public let installHint: String?
  /// The cluster as JSON for `KUBERNETES_EXEC_INFO`, where the program wants to know it.
  public let clusterJSON: String?

  /// Creates a plugin.
  public init(
    subject: ConfigurationSubject,
    apiVersion: String,
    command: String,
    arguments: [String],
    variables: [Variable],
    installHint: String?,
    clusterJSON: String?
  ) {
    self.subject = subject
    self.apiVersion = apiVersion
    self.command = command
    self.arguments = arguments
    self.variables = variables
    self.installHint = installHint
    self.clusterJSON = clusterJSON
  }

  /// The value of `KUBERNETES_EXEC_INFO`.
  var information: String {
    let cluster = clusterJSON.map { "\"cluster\":\($0)," } ?? ""
    let version = JSONText.string(apiVersion)
    return "{\"apiVersion\":\(version),\"kind\":\"ExecCredential\","
      + "\"spec\":{\(cluster)\"interactive\":false}}"
  }
}

extension ExecPlugin: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The command alone: arguments and variables are often secrets.
  public var description: String { "plugin `\(command)`" }
  /// The command alone.
  public var debugDescription: String { description }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
