import Foundation
import Testing
import Yams

/// What a recorder and a server are deployed with: the manifests and the container image.
@Suite("deployment")
struct DeploymentTests {
  /// The manifests, with the kinds that each has.
  private static let kindsByFile: [String: [String]] = [
    "hindcast.yaml": [
      "Namespace", "ServiceAccount", "ClusterRole", "ClusterRoleBinding", "PersistentVolumeClaim",
      "Deployment",
    ],
    "hindcast-server.yaml": [
      "Namespace", "ServiceAccount", "ClusterRole", "ClusterRoleBinding", "PersistentVolumeClaim",
      "Deployment", "Service",
    ],
  ]
  private static let files: [String] = ["hindcast-server.yaml", "hindcast.yaml"]

  private let image: Dockerfile

  init() throws {
    image = Dockerfile(try ProjectTree.text(of: "Dockerfile"))
  }

  // MARK: Manifests

  @Test("every file beside the guide is held by a test")
  func all() throws {
    let folder = "\(ProjectTree.root)/docs/guides/deploy"
    let found = try FileManager.default.contentsOfDirectory(atPath: folder)
    let others = [ServiceUnitTests.file, AlertTests.file]
    #expect(found.sorted() == (Self.files + others).sorted())
  }

  @Test("the manifests are those that the guide names, each whole", arguments: files)
  func kinds(_ file: String) throws {
    let documents = try Manifests(file).documents
    #expect(documents.map { $0["kind"]?.string ?? "" } == Self.kindsByFile[file])
    for document in documents {
      #expect(document["apiVersion"]?.string?.isEmpty == false)
      #expect(document["metadata"]?["name"]?.string?.hasPrefix("hindcast") == true)
    }
    let text = try ProjectTree.text(of: "docs/guides/deploy.md")
    #expect(text.contains("](deploy/\(file))"))
    #expect(text.contains("kubectl apply --filename docs/guides/deploy/\(file)\n"))
  }

  @Test("the role allows to get, list, and watch four kinds, and nothing else", arguments: files)
  func role(_ file: String) throws {
    let manifests = try Manifests(file)
    let role = try manifests.document("ClusterRole")
    #expect(role["aggregationRule"] == nil)
    var granted: [String: Set<String>] = [:]
    for rule in try #require(role["rules"]?.array()) {
      let rule = try #require(rule.mapping)
      #expect(Set(rule.keys.compactMap(\.string)) == ["apiGroups", "resources", "verbs"])
      for group in Manifests.texts(rule["apiGroups"]) {
        for resource in Manifests.texts(rule["resources"]) {
          granted["\(group)/\(resource)", default: []].formUnion(Manifests.texts(rule["verbs"]))
        }
      }
    }
    let verbs: Set = ["get", "list", "watch"]
    #expect(
      granted == [
        "/pods": verbs, "/services": verbs, "/nodes": verbs,
        "discovery.k8s.io/endpointslices": verbs,
      ]
    )
  }

  @Test("the binding gives the role to the account that the Pods run with", arguments: files)
  func binding(_ file: String) throws {
    let manifests = try Manifests(file)
    let binding = try manifests.document("ClusterRoleBinding")
    let role = try manifests.document("ClusterRole")
    let account = try manifests.document("ServiceAccount")
    let namespace = try manifests.document("Namespace")["metadata"]?["name"]?.string
    #expect(binding["roleRef"]?["kind"]?.string == "ClusterRole")
    #expect(binding["roleRef"]?["name"] == role["metadata"]?["name"])
    #expect(binding["roleRef"]?["apiGroup"]?.string == "rbac.authorization.k8s.io")
    let subjects = try #require(binding["subjects"]?.array())
    #expect(subjects.count == 1)
    #expect(subjects.first?["kind"]?.string == "ServiceAccount")
    #expect(subjects.first?["name"] == account["metadata"]?["name"])
    #expect(subjects.first?["namespace"]?.string == namespace)
    #expect(try manifests.pod()["serviceAccountName"] == account["metadata"]?["name"])
    for kind in ["ServiceAccount", "PersistentVolumeClaim", "Deployment"] {
      #expect(try manifests.document(kind)["metadata"]?["namespace"]?.string == namespace)
    }
  }

  @Test("one Pod at a time writes to the store, and the selector selects it", arguments: files)
  func deployment(_ file: String) throws {
    let manifests = try Manifests(file)
    let spec = try #require(try manifests.document("Deployment")["spec"])
    #expect(spec["replicas"]?.int == 1)
    #expect(spec["strategy"]?["type"]?.string == "Recreate")
    let labels = try #require(spec["selector"]?["matchLabels"])
    #expect(labels == spec["template"]?["metadata"]?["labels"])
    #expect(try manifests.pod()["containers"]?.array().count == 1)
  }

  @Test("the Pod runs without rights, as the image's user", arguments: files)
  func user(_ file: String) throws {
    let manifests = try Manifests(file)
    let words = try #require(image.last("USER").last).text.split(separator: ":")
    let identifiers = try words.map { try #require(Int($0)) }
    try #require(identifiers.count == 2)
    let context = try #require(try manifests.pod()["securityContext"])
    #expect(context["runAsNonRoot"]?.bool == true)
    #expect(context["runAsUser"]?.int == identifiers[0])
    #expect(context["runAsGroup"]?.int == identifiers[1])
    #expect(context["fsGroup"]?.int == identifiers[1])
    let container = try #require(try manifests.container()["securityContext"])
    #expect(container["allowPrivilegeEscalation"]?.bool == false)
    #expect(container["readOnlyRootFilesystem"]?.bool == true)
    #expect(Manifests.texts(container["capabilities"]?["drop"]) == ["ALL"])
    #expect(context["seccompProfile"]?["type"]?.string == "RuntimeDefault")
  }

  @Test(
    "the claim is mounted where the image has its store, and what is mounted is there",
    arguments: files
  )
  func volumes(_ file: String) throws {
    let manifests = try Manifests(file)
    let store = try #require(image.environment["HINDCAST_STORE"])
    let folder = URL(filePath: store).deletingLastPathComponent().path
    let claim = try manifests.document("PersistentVolumeClaim")["metadata"]?["name"]
    let volumes = try #require(try manifests.pod()["volumes"]?.array())
    let volume = try #require(
      volumes.first { claim != nil && $0["persistentVolumeClaim"]?["claimName"] == claim }
    )
    let mounts = try #require(try manifests.container()["volumeMounts"]?.array())
    #expect(
      mounts.first { $0["name"] == volume["name"] }?["mountPath"]?.string == folder
    )
    #expect(Set(mounts.compactMap { $0["name"] }) == Set(volumes.compactMap { $0["name"] }))
    #expect(image.last("VOLUME").map(\.text) == [folder])
    #expect(image.last("WORKDIR").map(\.text) == [folder])
    #expect(try ProjectTree.text(of: "docs/guides/deploy.md").contains("`\(store)`"))
  }

  @Test("the arguments of the Pod, of the image, and of the guide are commands of Hindcast")
  func arguments() throws {
    #expect(image.last("ENTRYPOINT").map(\.text) == [#"["hindcast"]"#])
    let command = try #require(image.last("CMD").last)
    let lines = try ProjectTree.text(of: "docs/guides/deploy.md")
      .replacing("\\\n", with: "").split(separator: "\n")
    let guide = lines.compactMap { line -> [String]? in
      guard let words = ShellWords.words(of: String(line)),
        ["docker", "kubectl", "hindcast"].contains(words.first)
      else { return nil }
      // The image has the name of its command.
      return words.lastIndex(of: "hindcast").map { Array(words[($0 + 1)...]) }
    }
    let commands = guide.filter { $0.first.map { ["record", "query"].contains($0) } ?? false }
    #expect(commands.count >= 4)
    let image = try JSONDecoder().decode([String].self, from: Data(command.text.utf8))
    let pods = try Self.files.map { Manifests.texts(try Manifests($0).container()["args"]) }
    for arguments in pods + [image] + commands {
      try Self.checkOptions(arguments)
    }
  }

  /// Holds arguments against the executable: it knows all of their options, and another it does not.
  static func checkOptions(_ arguments: [String]) throws {
    #expect(!arguments.isEmpty)
    let result = try HindcastExecutable.run(arguments + ["--help"], in: ProjectTree.root)
    #expect(result.exitCode == 0, "\(arguments): \(result.messages)")
    #expect(result.output.contains("USAGE: hindcast \(arguments[0])"), "\(arguments)")
    let unknown = try HindcastExecutable.run(arguments + ["--no-such"], in: ProjectTree.root)
    #expect(
      unknown.messages.contains("Unknown option '--no-such'"),
      "\(arguments): \(unknown.messages)"
    )
  }

  // MARK: The image

  @Test("the image is built as the README builds")
  func build() throws {
    let text = try ProjectTree.text(of: "README.md")
    let section = try #require(text.components(separatedBy: "\n## Install\n").dropFirst().first)
      .components(separatedBy: "\n## ")[0]
    let blocks = section.components(separatedBy: "```sh\n").dropFirst()
    let commands = blocks.flatMap {
      $0.components(separatedBy: "\n```")[0].split(separator: "\n").map(String.init)
    }
    try #require(!commands.isEmpty)
    let runs = image.stages.dropLast().joined().filter { $0.keyword == "RUN" }.map(\.text)
    for command in commands {
      #expect(
        runs.contains(command) || runs.contains("\(command) --static-swift-stdlib"),
        "no `RUN \(command)` among \(runs)"
      )
    }
  }

  @Test("what the image copies is there")
  func copies() throws {
    let names = image.stages.compactMap { stage -> String? in
      let words = stage.first?.words ?? []
      return words.count == 3 && words[1].uppercased() == "AS" ? words[2] : nil
    }
    let copies = image.stages.joined().filter { $0.keyword == "COPY" || $0.keyword == "ADD" }
    #expect(!copies.isEmpty)
    for copy in copies {
      let words = copy.words
      if let flag = words.first(where: { $0.hasPrefix("--from=") }) {
        #expect(names.contains(String(flag.dropFirst(7))))
      } else {
        for source in words.filter({ !$0.hasPrefix("--") }).dropLast() {
          let path = "\(ProjectTree.root)/\(source)"
          #expect(FileManager.default.fileExists(atPath: path), "\(source)")
        }
      }
    }
  }

  @Test("the image has the libraries that the build links with, and trusts the usual authorities")
  func libraries() throws {
    let script = try ProjectTree.text(of: ".ci/install-dependencies")
    let stems = script.matches(of: #/\n {2}"([a-z0-9]+)-dev /#).map { String($0.output.1) }
    #expect(stems.count >= 4)
    let installed = image.last("RUN").flatMap(\.words)
    for stem in stems {
      let versioned = try Regex("\(stem)(-?[0-9]+)?")
      #expect(
        installed.contains { (try? versioned.wholeMatch(in: $0)) != nil && !$0.hasSuffix("-dev") },
        "no runtime library of \(stem)-dev"
      )
    }
    #expect(installed.contains("ca-certificates"))
    let first = image.stages.first?.filter { $0.keyword == "RUN" }.first
    #expect(first?.text == ".ci/install-dependencies")
  }

  @Test("the image ends as a user that is not root")
  func imageUser() throws {
    let stage = try #require(image.stages.last)
    let last = try #require(stage.lastIndex { $0.keyword == "USER" })
    #expect(stage[last].text.split(separator: ":").allSatisfy { Int($0).map { $0 > 0 } ?? false })
    #expect(!stage[last...].contains { $0.keyword == "RUN" })
    let added = image.last("RUN").flatMap(\.words)
    for identifier in stage[last].text.split(separator: ":") {
      #expect(added.contains(String(identifier)))
    }
  }
}
