import Foundation
import HindcastTestSupport
import Testing
import Yams

/// What the manifests of a server say beside those of a recorder.
@Suite("deployment of a server")
struct ServerDeploymentTests {
  private let manifests: Manifests

  init() throws {
    manifests = try Manifests("hindcast-server.yaml")
  }

  /// The value of an option of the container, `--name=value`.
  private func option(_ name: String) throws -> String {
    let arguments = Manifests.texts(try manifests.container()["args"])
    let found = try #require(arguments.first { $0.hasPrefix("--\(name)=") }, "--\(name)")
    return String(found.dropFirst(name.count + 3))
  }

  /// The paths of the HTTP interface.
  static func paths() throws -> Set<String> {
    let document = Data(try ProjectTree.text(of: "docs/reference/openapi.json").utf8)
    let object = try JSONSerialization.jsonObject(with: document) as? [String: Any]
    return Set(try #require(object?["paths"] as? [String: Any]).keys)
  }

  @Test("the port that is listened on is the container's, the probes', and the Service's")
  func ports() throws {
    let port = try #require(try option("listen").split(separator: ":").last)
    let declared = try #require(try manifests.container()["ports"]?.array())
    #expect(declared.count == 1)
    #expect(declared.first?["containerPort"]?.int == Int(port))
    let name = try #require(declared.first?["name"]?.string)
    let spec = try #require(try manifests.document("Service")["spec"])
    let served = try #require(spec["ports"]?.array())
    #expect(served.map { $0["targetPort"]?.string } == [name])
    #expect(served.map { $0["port"]?.int } == [Int(port)])
    let labels = try manifests.document("Deployment")["spec"]?["template"]?["metadata"]?["labels"]
    #expect(spec["selector"] != nil && spec["selector"] == labels)
    let namespace = try manifests.document("Namespace")["metadata"]?["name"]
    #expect(try manifests.document("Service")["metadata"]?["namespace"] == namespace)
  }

  @Test("probes ask for paths that there are, with TLS as the server has it")
  func probes() throws {
    let paths = try Self.paths()
    _ = try option("tls-cert")
    let arguments = Manifests.texts(try manifests.container()["args"])
    // The kubelet has no certificate of a client.
    #expect(!arguments.contains { $0.hasPrefix("--client-ca") })
    for (name, path) in [
      ("startupProbe", "/livez"), ("livenessProbe", "/livez"), ("readinessProbe", "/readyz"),
    ] {
      let asked = try #require(try manifests.container()[name]?["httpGet"], "\(name)")
      #expect(asked["path"]?.string == path)
      #expect(paths.contains(path))
      #expect(asked["scheme"]?.string == "HTTPS")
      #expect(asked["port"] == (try manifests.container()["ports"]?.array().first?["name"]))
    }
  }

  @Test("the files of the options are those that are mounted, and the guide makes the Secrets")
  func secrets() throws {
    let mounts = try #require(try manifests.container()["volumeMounts"]?.array())
    let volumes = try #require(try manifests.pod()["volumes"]?.array())
    let guide = try ProjectTree.text(of: "docs/guides/deploy.md")
    for name in ["tls-cert", "tls-key", "tokens"] {
      let file = URL(filePath: try option(name))
      let mount = try #require(
        mounts.first { $0["mountPath"]?.string == file.deletingLastPathComponent().path },
        "\(name)"
      )
      #expect(mount["readOnly"]?.bool == true)
      let volume = try #require(volumes.first { $0["name"] == mount["name"] })
      let secret = try #require(volume["secret"]?["secretName"]?.string)
      let line = try #require(
        guide.split(separator: "\n").first { $0.contains(" create secret ") && $0.contains(secret) }
      )
      // `kubectl create secret tls` names its files so; the other has the name of the file itself.
      let isTLS = ["tls.crt", "tls.key"].contains(file.lastPathComponent)
      let made = isTLS ? " secret tls " : " --from-file \(file.lastPathComponent)"
      #expect(line.contains(made), "\(line)")
    }
    let folder = URL(filePath: try option("audit-log")).deletingLastPathComponent().path
    let store = try #require(mounts.first { $0["mountPath"]?.string == folder })
    #expect(store["readOnly"]?.bool != true)
  }

  @Test("it ends requests before the container has no memory, and ends itself before it is killed")
  func limits() throws {
    let limit = try #require(
      try manifests.container()["resources"]?["limits"]?["memory"]?.string
    )
    try #require(limit.hasSuffix("Mi"))
    let container = try #require(Int(limit.dropLast(2)))
    #expect(try #require(Int(try option("memory"))) < container)
    let seconds = try #require(try manifests.pod()["terminationGracePeriodSeconds"]?.int)
    #expect(seconds >= ServiceUnitTests.drainSeconds + 10)
  }
}
