import Foundation
import Testing
import TopologyModel

@testable import KubernetesClient

@Suite("exec plugins", .timeLimit(.minutes(30)))
struct ExecPluginTests {
  private static let start = Instant(nanoseconds: 1_800_000_000_000_000_000)

  /// The user of a plugin that is a shell script.
  private static func user(_ script: String, rest: String = "", version: String = "v1") -> String {
    """
    exec:
      apiVersion: client.authentication.k8s.io/\(version)
      command: /bin/sh
      args: ["-c", \(JSONText.string(script))]
    \(rest.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
    """
  }

  private static func credential(_ status: String, version: String = "v1") -> String {
    "{\"apiVersion\": \"client.authentication.k8s.io/\(version)\", \"kind\": \"ExecCredential\", "
      + "\"status\": {\(status)}}"
  }

  private static func printing(_ status: String, version: String = "v1") -> String {
    "cat <<'END'\n\(credential(status, version: version))\nEND\n"
  }

  private static func source(
    _ connection: ServerConnection,
    secondsMax: Double = CredentialSource.pluginSecondsMax,
    environment: [String: String] = ["PATH": "/usr/bin:/bin"],
    clock: CredentialClock = CredentialClock(start)
  ) -> CredentialSource {
    CredentialSource(
      connection: connection,
      environment: environment,
      pluginSecondsMax: secondsMax
    ) { clock.now }
  }

  private static func failure(
    _ user: String,
    secondsMax: Double = CredentialSource.pluginSecondsMax
  ) async throws -> ConnectionConfigurationError {
    let folder = try ConfigurationFolder()
    let source = Self.source(try folder.connection(user: user), secondsMax: secondsMax)
    let error = await #expect(throws: ConnectionConfigurationError.self) {
      try await source.headers()
    }
    return try #require(error)
  }

  @Test("a token is printed by both versions", arguments: ["v1", "v1beta1"])
  func token(version: String) async throws {
    let folder = try ConfigurationFolder()
    let script = Self.printing("\"token\": \"\\u0061bc\"", version: version)
    let user = Self.user(script, rest: "interactiveMode: Never", version: version)
    let headers = try await Self.source(try folder.connection(user: user)).headers()
    #expect(headers.map(\.name) == ["Authorization"])
    #expect(headers.map(\.value) == ["Bearer abc"])
  }

  @Test("a certificate is printed, with a token or without")
  func certificate() async throws {
    let folder = try ConfigurationFolder()
    let status =
      "\"clientCertificateData\": \(JSONText.string(ConfigurationFolder.certificatePEM)), "
      + "\"clientKeyData\": \(JSONText.string(ConfigurationFolder.keyPEM))"
    let source = Self.source(try folder.connection(user: Self.user(Self.printing(status))))
    #expect(try await source.headers().isEmpty)
    let identity = try await source.clientCertificate()
    #expect(identity?.certificatePEM == Array(ConfigurationFolder.certificatePEM.utf8))
    #expect(identity?.keyPEM == Array(ConfigurationFolder.keyPEM.utf8))
  }

  @Test("YAML is understood too")
  func yaml() async throws {
    let folder = try ConfigurationFolder()
    let script = """
      echo 'apiVersion: client.authentication.k8s.io/v1'
      echo 'kind: ExecCredential'
      echo 'status: {token: abc}'
      """
    let source = Self.source(try folder.connection(user: Self.user(script)))
    #expect(try await source.headers().map(\.value) == ["Bearer abc"])
  }

  /// A plugin that prints a new token with every run, which it counts.
  private static func counting(in folder: ConfigurationFolder, expiration: String) -> String {
    let script = """
      echo run >> \(folder.path)/runs
      n=$(wc -l < \(folder.path)/runs | tr -d ' ')
      echo '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",'
      echo '"status": {\(expiration)"token": "t'$n'"}}'
      """
    return user(script)
  }

  @Test("without an expiration a credential counts until the server refuses it")
  func invalidation() async throws {
    let folder = try ConfigurationFolder()
    let clock = CredentialClock(Self.start)
    let connection = try folder.connection(user: Self.counting(in: folder, expiration: ""))
    let source = Self.source(connection, clock: clock)
    #expect(try await source.headers().map(\.value) == ["Bearer t1"])
    clock.advance(seconds: 1_000_000)
    #expect(try await source.headers().map(\.value) == ["Bearer t1"])
    await source.invalidate()
    #expect(try await source.headers().map(\.value) == ["Bearer t2"])
  }

  @Test("a refusal of an older credential does not run the plugin again")
  func lateRefusal() async throws {
    let folder = try ConfigurationFolder()
    let connection = try folder.connection(user: Self.counting(in: folder, expiration: ""))
    let source = Self.source(connection)
    let first = try #require(try await source.headers().first).value
    for _ in 0..<3 {
      await source.invalidate(authorization: first)
      #expect(try await source.headers().map(\.value) == ["Bearer t2"])
    }
    #expect(folder.read("runs") == "run\nrun\n")
  }

  @Test("a credential is replaced shortly before it expires")
  func expiration() async throws {
    let folder = try ConfigurationFolder()
    let clock = CredentialClock(Self.start)
    let end = Self.start.advanced(byNanoseconds: 3_600_000_000_000)
    let user = Self.counting(in: folder, expiration: "\"expirationTimestamp\": \"\(end)\", ")
    let source = Self.source(try folder.connection(user: user), clock: clock)
    #expect(try await source.headers().map(\.value) == ["Bearer t1"])
    clock.advance(seconds: 3569)
    #expect(try await source.headers().map(\.value) == ["Bearer t1"])
    clock.advance(seconds: 1)
    #expect(try await source.headers().map(\.value) == ["Bearer t2"])
  }

  @Test("those who ask at the same time share one run")
  func sharing() async throws {
    let folder = try ConfigurationFolder()
    let connection = try folder.connection(user: Self.counting(in: folder, expiration: ""))
    let source = Self.source(connection)
    let values = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<8 { group.addTask { try await source.headers().map(\.value) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(values == Array(repeating: "Bearer t1", count: 8))
    #expect(folder.read("runs") == "run\n")
  }

  @Test("the plugin gets its variables, ours, and what it is told about the cluster")
  func clusterInformation() async throws {
    let folder = try ConfigurationFolder()
    let script = """
      printf '%s' "$KUBERNETES_EXEC_INFO" > \(folder.path)/info
      printf '%s %s' "$OURS" "$THEIRS" > \(folder.path)/variables
      \(Self.printing("\"token\": \"abc\""))
      """
    let data = ConfigurationFolder.base64(ConfigurationFolder.certificatePEM)
    let connection = try folder.connection(
      cluster: """
        server: https://api.example.com:6443
        certificate-authority-data: \(data)
        tls-server-name: other
        extensions:
        - name: else
          extension: 1
        - name: client.authentication.k8s.io/exec
          extension: {audience: "a\\"b", count: 3, isOn: true, none: ~, list: [1.5, "7"]}
        """,
      user: Self.user(
        script,
        rest: "provideClusterInfo: true\nenv: [{name: THEIRS, value: b c}]"
      )
    )
    let environment = ["PATH": "/usr/bin:/bin", "OURS": "a", "THEIRS": "overridden"]
    _ = try await Self.source(connection, environment: environment).headers()
    #expect(folder.read("variables") == "a b c")
    #expect(
      folder.read("info") == """
        {"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","spec":{"cluster":\
        {"server":"https://api.example.com:6443","tls-server-name":"other",\
        "certificate-authority-data":"\(data)",\
        "config":{"audience":"a\\"b","count":3,"isOn":true,"none":null,"list":[1.5,"7"]}},\
        "interactive":false}}
        """
    )
  }

  @Test("a plugin without the wish to know the cluster is not told")
  func noClusterInformation() async throws {
    let folder = try ConfigurationFolder()
    let script = """
      printf '%s' "$KUBERNETES_EXEC_INFO" > \(folder.path)/info
      \(Self.printing("\"token\": \"abc\""))
      """
    _ = try await Self.source(try folder.connection(user: Self.user(script))).headers()
    #expect(
      folder.read("info") == "{\"apiVersion\":\"client.authentication.k8s.io/v1\","
        + "\"kind\":\"ExecCredential\",\"spec\":{\"interactive\":false}}"
    )
  }

  @Test("a command with a slash starts from the kubeconfig's folder, others are looked up")
  func lookup() async throws {
    let folder = try ConfigurationFolder()
    try folder.write("", to: "bin/.keep")
    // A link, since a script that was just written may still count as busy.
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/bin/login",
      withDestinationPath: "/bin/sh"
    )
    let script = Self.printing("\"token\": \"abc\"")
    for (command, path) in [("./bin/login", "/usr/bin:/bin"), ("login", "\(folder.path)/bin:/bin")]
    {
      let user = Self.user(script).replacingOccurrences(of: "/bin/sh", with: command)
      let source = Self.source(
        try folder.connection(user: user),
        environment: ["PATH": path]
      )
      #expect(try await source.headers().map(\.value) == ["Bearer abc"])
    }
  }

  @Test("a missing command is answered with the hint of the kubeconfig")
  func missing() async throws {
    let user = Self.user("", rest: "installHint: |\n  get it from\n  example.com")
    let absent = try await Self.failure(
      user.replacingOccurrences(of: "/bin/sh", with: "no-such-plugin")
    )
    #expect(absent.message.hasSuffix("runs the plugin `no-such-plugin`, which is not installed"))
    #expect(absent.help == "get it from example.com")
    #expect(absent.category == .notFound)
    let folder = try ConfigurationFolder()
    try folder.write("not a program", to: "plain")
    let connection = try folder.connection(
      user: Self.user("").replacingOccurrences(of: "/bin/sh", with: "./plain")
    )
    let source = Self.source(connection)
    let refused = await #expect(throws: ConnectionConfigurationError.self) {
      try await source.headers()
    }
    #expect(refused?.message.hasSuffix("the file is not executable") == true)
  }

  @Test("a failure shows the exit code and the last lines of what the plugin complained about")
  func failing() async throws {
    let script = """
      for i in 1 2 3 4 5 6 7; do echo "line $i" >&2; done
      printf '\\033[31mlog in again\\033[0m\\n\\n' >&2
      echo hush
      exit 3
      """
    let error = try await Self.failure(Self.user(script))
    #expect(
      error.message.hasSuffix(
        "ended with exit code 3: `line 4`, `line 5`, `line 6`, `line 7`, `[31mlog in again[0m`"
      )
    )
    #expect(error.message.contains("user `me` in"))
    #expect(!"\(error)".contains("hush"))
    #expect(error.category == .unavailable)
    let killed = try await Self.failure(Self.user("kill -9 $$"))
    #expect(killed.message.hasSuffix("was ended by signal 9"))
  }

  @Test("a plugin that does not end is ended, even if it does not listen")
  func hanging() async throws {
    let error = try await Self.failure(
      Self.user("echo waiting >&2; sleep 600; echo never"),
      secondsMax: 0.3
    )
    guard case .credential(.timedOut(_, _, let seconds, _)) = error else {
      Issue.record("expected a time limit, got \(error)")
      return
    }
    #expect(seconds == 0.3)
    let deaf = try await Self.failure(
      Self.user("trap '' TERM; while :; do sleep 1; done"),
      secondsMax: 0.3
    )
    #expect(deaf.message.hasSuffix("did not end within 0.3 s"))
  }

  @Test("a plugin that leaves somebody behind who holds its output is not waited for")
  func leftBehind() async throws {
    let folder = try ConfigurationFolder()
    let script = Self.printing("\"token\": \"abc\"") + "sleep 600 & echo $! > \(folder.path)/id\n"
    let source = Self.source(try folder.connection(user: Self.user(script)))
    #expect(try await source.headers().map(\.value) == ["Bearer abc"])
    let id = try #require(Int32(folder.read("id").split(whereSeparator: \.isNewline)[0]))
    #expect(kill(id, SIGKILL) == 0)
  }

  @Test("much output on both sides is no deadlock")
  func bigOutput() async throws {
    let folder = try ConfigurationFolder()
    let script = """
      i=0
      while [ $i -lt 3000 ]; do
        echo "$i complaint complaint complaint complaint complaint complaint complaint" >&2
        i=$((i + 1))
      done
      printf '{"filler": "'
      head -c 300000 /dev/zero | tr '\\0' 'x'
      echo '",'
      cat <<'END'
      \(Self.credential("\"token\": \"abc\"").dropFirst())
      END
      """
    let source = Self.source(try folder.connection(user: Self.user(script)))
    #expect(try await source.headers().map(\.value) == ["Bearer abc"])
    let endless = try await Self.failure(Self.user("exec cat /dev/zero"))
    #expect(endless.message.hasSuffix("printed more than 1048576 bytes"))
    #expect(endless.category == .limit)
  }

  @Test(
    "output that is no credential is refused without showing it",
    arguments: [
      ("true", "it printed nothing"),
      ("echo hush", "it is not JSON"),
      ("echo '{hush'", "it is not JSON"),
      ("echo '{}'", "its `kind` is not `ExecCredential`"),
      (
        Self.printing("\"token\": \"hush\"", version: "v1beta1"),
        "its `apiVersion` is not `client.authentication.k8s.io/v1`, which the kubeconfig asks for"
      ),
      (Self.printing(""), "its `status` has neither a token nor a client certificate"),
      (Self.printing("\"token\": {\"a\": \"hush\"}"), "`status.token` has the wrong type"),
      (
        Self.printing("\"token\": \"hush\", \"expirationTimestamp\": \"soon\""),
        "its `expirationTimestamp` is not a time such as `2030-01-02T15:04:05Z`"
      ),
      (
        Self.printing("\"clientCertificateData\": \"hush\""),
        "its `clientCertificateData` is no certificate in PEM"
      ),
      (
        Self.printing(
          "\"clientCertificateData\": \(JSONText.string(ConfigurationFolder.certificatePEM))"
        ), "its `clientKeyData` is no private key in PEM"
      ),
    ]
  )
  func unusable(script: String, detail: String) async throws {
    let error = try await Self.failure(Self.user(script))
    guard case .credential(.unusableOutput(let subject, let command, let found)) = error else {
      Issue.record("expected unusable output, got \(error)")
      return
    }
    #expect(subject.name == "me")
    #expect(command == "/bin/sh")
    #expect(found == detail)
    #expect(!error.message.contains("hush"))
  }

  @Test("a failed run is not kept: the next one may succeed")
  func recovery() async throws {
    let folder = try ConfigurationFolder()
    let script = "[ -f \(folder.path)/ready ] || exit 1\n" + Self.printing("\"token\": \"abc\"")
    let source = Self.source(try folder.connection(user: Self.user(script)))
    await #expect(throws: ConnectionConfigurationError.self) { try await source.headers() }
    try folder.write("", to: "ready")
    #expect(try await source.headers().map(\.value) == ["Bearer abc"])
  }
}
