import EventLog
import Foundation
import Ingest
import Testing
import TopologyModel

@Suite("Folders that are no recordings")
struct FolderTests {
  private func folder(_ store: TestStore, _ files: [String: String]) throws -> String {
    for (name, text) in files { _ = try store.write(text, to: "dump/\(name)") }
    return store.folder.appending(path: "dump").path()
  }

  private func objects(_ store: TestStore) throws -> [String] {
    try store.events().compactMap { event in
      event.object.map { "\($0.slot.kind.kindName) \($0) \(event.revision?.text ?? "-")" }
    }
  }

  private static let clusterInfo = [
    "nodes.json": Dumps.list("Node", 900, Dumps.item("node-a", 12)),
    "shop/events.json": Dumps.list("Event", 901, Dumps.item("e", 13, namespace: "shop")),
    "shop/pods.json": Dumps.list("Pod", 902, Dumps.item("cart-0", 14, namespace: "shop")),
    "shop/services.json": Dumps.list("Service", 903, Dumps.item("cart", 15, namespace: "shop")),
    "shop/deployments.json": Dumps.list("Deployment", 904),
    "shop/cart-0/logs.txt": "==== START logs ====\n",
    "tools/pods.json": Dumps.list("Pod", 905),
    "tools/services.json": Dumps.list("Service", 906),
  ]

  @Test("a dump of kubectl's is read whole, and what is no object is counted")
  func clusterInfo() throws {
    let store = try TestStore()
    let path = try folder(store, Self.clusterInfo)
    let report = try store.run(path)
    #expect(report.isComplete)
    #expect(
      try objects(store) == ["Node node-a 12", "Pod shop/cart-0 14", "Service shop/cart 15"]
    )
    let listings = try store.events().filter { $0.type == .listingComplete }
    #expect(listings.map { $0.revision?.text } == ["900", "902", "903", "905", "906"])
    #expect(listings.allSatisfy { $0.details?.isImplied == true })
    #expect(report.notes.map { $0.code } == ["times-assumed", "other-kinds", "other-files"])
    #expect(report.notes.allSatisfy { $0.file == path })
    #expect(report.notes[1].message.hasSuffix("(DeploymentList: 1, EventList: 1)"))
    #expect(report.notes[2].message.hasPrefix("1 file that is no list"))
    let again = try store.run(path)
    #expect(again.appended + again.seen == 0)
  }

  @Test("a complete dump ends what each namespace's lists lack, and nothing elsewhere")
  func complete() throws {
    let store = try TestStore()
    let path = try folder(store, Self.clusterInfo)
    let report = try store.run(path) { $0.completeScope = .all }
    #expect(report.notes.allSatisfy { $0.code != "scope-mismatch" })
    let listings = try store.events().filter { $0.type == .listingComplete }
    #expect(listings.allSatisfy { $0.details?.isImplied == false })
    #expect(
      listings.map { $0.details?.namespace ?? "-" } == ["-", "shop", "shop", "tools", "tools"]
    )
  }

  @Test("empty lists of several namespaces are each complete, though they are the same bytes")
  func completeAndEmpty() throws {
    let store = try TestStore()
    let path = try folder(
      store,
      ["a/pods.json": Dumps.list("Pod", 5), "b/pods.json": Dumps.list("Pod", 5)]
    )
    try store.run(path) { $0.completeScope = .all }
    #expect(try store.events().map { $0.details?.namespace ?? "-" } == ["a", "b"])
  }

  @Test("a list that is not of its folder's namespace alone ends nothing")
  func otherNamespace() throws {
    let store = try TestStore()
    let path = try folder(
      store,
      ["copies/pods.json": Dumps.list("Pod", 9, Dumps.item("a", 5, namespace: "shop"))]
    )
    let report = try store.run(path) { $0.completeScope = .all }
    #expect(report.notes.contains { $0.code == "scope-mismatch" })
    #expect(try store.events().last?.details?.isImplied == true)
  }

  private static let gathered = [
    "timestamp": "2026-11-20 10:15:00.5 +0000 UTC m=+0.1\n2026-11-20 10:16:00.25 +0000 UTC m=+60\n",
    "image/version": "4.21",
    "image/cluster-scoped-resources/core/nodes/node-a.yaml": Dumps.object("Node", "node-a", 12),
    "image/namespaces/shop/core/pods.yaml": """
    ---
    apiVersion: v1
    kind: PodList
    metadata: {resourceVersion: "400"}
    items:
    - metadata: {name: cart-0, namespace: shop, uid: uid-cart-0, resourceVersion: "14"}
      spec: {}
      status: {}
    """,
    "image/namespaces/shop/core/services.yaml": """
    ---
    apiVersion: v1
    kind: ServiceList
    metadata: {resourceVersion: "401"}
    items: null
    """,
    "image/namespaces/shop/pods/cart-0/cart-0.yaml":
      Dumps.object("Pod", "cart-0", 14, namespace: "shop"),
    "image/namespaces/shop/pods/cart-0/app/app/logs/current.log": "started\n",
    "image/namespaces/shop/shop.yaml": "---\napiVersion: v1\nkind: Namespace\nmetadata:\n"
      + "  name: shop\n  uid: u\n  resourceVersion: \"3\"\n",
  ]

  @Test("a must-gather is read whole, at the time at which it ended")
  func mustGather() throws {
    let store = try TestStore()
    let path = try folder(store, Self.gathered)
    let report = try store.run(path)
    #expect(report.failures.isEmpty)
    #expect(try objects(store) == ["Node node-a 12", "Pod shop/cart-0 14"])
    let end = try #require(Instant(rfc3339: "2026-11-20T10:16:00.25Z"))
    #expect(try store.events().allSatisfy { $0.observedAt == end })
    #expect(report.notes.contains { $0.code == "other-kinds" && $0.message.contains("Namespace") })
    #expect(report.notes.contains { $0.code == "other-files" && $0.message.hasPrefix("2 files") })
    let asserted = try TestStore()
    try asserted.run(path) { $0.assumedTime = TestStore.importTime }
    #expect(try asserted.events().allSatisfy { $0.observedAt == TestStore.importTime })
  }

  @Test("a complete must-gather ends what its lists lack, its Nodes by the file's place")
  func completeGather() throws {
    let store = try TestStore()
    let path = try folder(
      store,
      [
        "i/cluster-scoped-resources/core/nodes.yaml":
          "apiVersion: v1\nkind: NodeList\nmetadata: {resourceVersion: \"7\"}\nitems: []\n",
        "i/namespaces/shop/core/pods.yaml":
          "apiVersion: v1\nkind: PodList\nmetadata: {resourceVersion: \"8\"}\nitems: []\n",
      ]
    )
    try store.run(path) { $0.completeScope = .all }
    let details = try store.events().map { $0.details }
    #expect(details.map { $0?.isImplied } == [false, false])
    #expect(details.map { $0?.namespace } == [nil, "shop"])
  }

  @Test("manifests are read from all folders but hidden ones, in the order of their names")
  func manifests() throws {
    let store = try TestStore()
    let path = try folder(
      store,
      [
        "b.yaml": Manifests.service("b"),
        "a/pod.yml": Manifests.pod("p"),
        "a/values.yaml": "replicas: 3\n",
        "kustomization.yaml": "resources: [b.yaml]\n",
        "package.json": #"{"name": "x"}"#,
        "README.md": "# Read me\n",
        ".git/c.yaml": Manifests.service("c"),
      ]
    )
    try FileManager.default.createSymbolicLink(
      atPath: path + "/a/loop",
      withDestinationPath: path
    )
    let report = try store.run(path)
    #expect(report.isComplete)
    #expect(try objects(store).map { $0.prefix { $0 != " " } } == ["Pod", "Service"])
    #expect(report.feeds.map { $0.path } == [path + "/a/pod.yml", path + "/b.yaml"])
    #expect(report.notes.last?.message.hasPrefix("5 files") == true)
    #expect(try store.run(path).appended == 0)
  }

  @Test("a file that should be readable and is not stops no other")
  func damaged() throws {
    let store = try TestStore()
    let path = try folder(
      store,
      [
        "a.json": #"{"kind": "PodList", "items": [{]}"#,
        "b.yaml": "kind: [\n",
        "c.json": Dumps.list("Pod", 9, Dumps.item("a", 5, namespace: "shop")),
        "d.json": Dumps.list("Pod", 9, #"{"metadata":{"name":"x"}}"#),
      ]
    )
    let report = try store.run(path)
    #expect(
      report.failures.map { $0.file } == ["a.json", "b.yaml", "d.json"].map { path + "/" + $0 }
    )
    #expect(try objects(store) == ["Pod shop/a 5"])
  }

  @Test("manifests beside a cluster's own objects are refused, file by file")
  func mixed() throws {
    let store = try TestStore()
    let path = try folder(
      store,
      ["a.json": Dumps.list("Pod", 9, Dumps.item("a", 5)), "b.yaml": Manifests.service("b")]
    )
    let report = try store.run(path)
    #expect(report.failures.map { $0.file } == [path + "/b.yaml"])
    #expect(report.failures.first?.message.contains("manifests have none") == true)
  }

  @Test("a folder without such files, or with none of a known format, is told")
  func nothing() throws {
    let store = try TestStore()
    let empty = store.folder.appending(path: "empty").path()
    _ = try store.write("x", to: "empty/notes.txt")
    let error = ImportError.folderWithoutRecording(path: empty)
    #expect(throws: error) { try store.run(empty) }
    #expect(error.message.hasSuffix("no file ending in `.json`, `.yaml`, or `.yml`"))
    let path = try folder(store, ["package.json": #"{"name": "x"}"#])
    let report = try store.run(path)
    #expect(report.failures.map { $0.message }.first?.hasPrefix("none of the folder's") == true)
    #expect(report.failures.map { $0.file } == [path])
  }

  @Test("its progress never goes back and ends with all bytes")
  func progress() throws {
    let store = try TestStore()
    let path = try folder(store, Self.clusterInfo)
    let told = ToldProgress()
    let options = ImportOptions(importTime: TestStore.importTime)
    let importer = Importer(log: try store.log, options: options) { told.add($0) }
    let report = try importer.importPaths([path])
    let all = told.all
    #expect(all.map { $0.bytesRead } == all.map { $0.bytesRead }.sorted())
    #expect(all.allSatisfy { $0.file == path })
    #expect(all.last?.bytesRead == all.last?.bytesTotal)
    #expect(all.last?.recordsRead == report.records)
  }
}
