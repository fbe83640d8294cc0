import EventLog
import Foundation
import Ingest
import KubernetesObjects
import Testing
import TopologyModel

@Suite("Manifests")
struct ManifestTests {
  /// The tests' moment of import as a revision.
  private static let number = TestStore.importTime.nanoseconds

  private func slots(_ events: [LoggedEvent]) -> [String] {
    events.compactMap { $0.object?.slot.description }
  }

  @Test(
    "the examples of the Kubernetes documentation are read as they stand",
    arguments: ["", "kyaml/"]
  )
  func documentation(folder: String) throws {
    let store = try TestStore()
    let report = try store.run(
      Manifests.file("\(folder)my-service.yaml"),
      Manifests.file("\(folder)nginx.yaml"),
      Manifests.file("\(folder)my-service-1.yaml")
    )
    #expect(report.isComplete)
    #expect(report.feeds.map { $0.feed?.format } == Array(repeating: "manifest", count: 3))
    #expect(report.feeds.map { $0.feed?.cluster } == Array(repeating: "default", count: 3))
    #expect(report.records == 4)
    let objects = try store.events().filter { $0.object != nil }
    #expect(
      objects.compactMap { $0.object }
        == [
          ObjectReference(slot: slot(.service, "my-service"), uid: ""),
          ObjectReference(slot: slot(.service, "nginx-service"), uid: ""),
          ObjectReference(slot: slot(.pod, "nginx"), uid: ""),
          ObjectReference(slot: slot(.endpointSlice, "my-service-1"), uid: ""),
        ]
    )
    let facts = try objects.map { event in
      let kind = try #require(event.object?.slot.kind)
      return try JSONParser().withDocument(Array(try store.body(event).utf8)) {
        try ObjectDecoder.decode($0, kind: kind).facts
      }
    }
    guard case .service(let service) = facts[0], case .service(let nginx) = facts[1],
      case .pod(let pod) = facts[2], case .endpointSlice(let slice, let endpoints) = facts[3]
    else {
      Issue.record("the kinds are wrong")
      return
    }
    #expect(service.ports.map { $0.number } == [80])
    #expect(service.selector["app.kubernetes.io/name"] == "MyApp")
    #expect(try store.body(objects[0]).contains(#""targetPort":9376"#))
    #expect(pod.labels["app.kubernetes.io/name"] == "proxy")
    #expect(nginx.ports.map { $0.name } == ["name-of-service-port"])
    #expect(try store.body(objects[1]).contains(#""targetPort":"http-web-svc""#))
    #expect(slice.serviceName == "my-service")
    #expect(endpoints.flatMap { $0.addresses }.map { "\($0)" } == ["10.4.5.6", "10.1.2.3"])
  }

  private func slot(_ kind: ResourceKind, _ name: String) -> ObjectSlot {
    ObjectSlot(kind: kind, namespace: "default", name: name)
  }

  @Test("objects stand in the order in which they arrived, and their kinds were there")
  func order() throws {
    let store = try TestStore()
    let text = Manifests.documents(
      Manifests.service("b"),
      Manifests.pod("p"),
      Manifests.service("a")
    )
    let report = try store.run(try store.write(text, to: "x.yaml"))
    let events = try store.events()
    #expect(
      events.map { $0.type } == [.added, .added, .added, .listingComplete, .listingComplete]
    )
    #expect(
      events.compactMap { $0.revision?.text }
        == [0, 1, 2, 2, 2].map { String(Self.number + $0) }
    )
    #expect(events.allSatisfy { $0.observedAt == TestStore.importTime })
    #expect(events.allSatisfy { $0.evidence == Evidence(channel: .listing, timeSource: .assumed) })
    #expect(events.compactMap { $0.details?.kind } == [.service, .pod])
    #expect(events.compactMap { $0.details }.allSatisfy { $0.isImplied && $0.members.isEmpty })
    #expect(report.notes.map { $0.code } == ["times-assumed"])
    #expect(report.notes.map { $0.message.contains("order in which they arrived") } == [true])
  }

  @Test("what was imported already stores nothing, at any later time")
  func twice() throws {
    let store = try TestStore()
    let path = try store.write(
      Manifests.documents(Manifests.service("a"), Manifests.pod("p")),
      to: "x.yaml"
    )
    try store.run(path)
    let again = try store.run(path) {
      $0.importTime = $0.importTime.advanced(byNanoseconds: 5_000_000_000)
    }
    #expect(again.appended + again.seen == 0)
    #expect(again.duplicates == 4)
    #expect(again.records == 2)
  }

  @Test("a changed manifest is a modification, and going back is another; nothing is deleted")
  func changed() throws {
    let store = try TestStore()
    let first = try store.write(
      Manifests.documents(Manifests.service("a"), Manifests.pod("p")),
      to: "1.yaml"
    )
    let second = try store.write(Manifests.service("a", port: "81"), to: "2.yaml")
    for (index, path) in [first, second, first].enumerated() {
      try store.run(path) {
        $0.importTime = $0.importTime.advanced(byNanoseconds: Int64(index) * 60_000_000_000)
      }
    }
    let objects = try store.events().filter { $0.object != nil }
    #expect(objects.map { $0.type } == [.added, .added, .modified, .modified])
    #expect(slots(objects).map { $0.suffix(1) } == ["a", "p", "a", "a"])
    // Each import says that its kinds were there, so that its time is one of the cluster's.
    #expect(
      try store.events().filter { $0.details != nil }.map { $0.observedAt.nanoseconds }
        == [0, 0, 60, 120, 120].map { Self.number + $0 * 1_000_000_000 }
    )
  }

  @Test("the same said in other words is no change")
  func reworded() throws {
    let store = try TestStore()
    try store.run(try store.write(Manifests.service("a"), to: "1.yaml"))
    let json = """
      {"kind": "Service", "apiVersion": "v1", "spec": {"ports": [{"port": 80}]},
       "metadata": {"name": "a", "labels": null}}
      """
    let report = try store.run(try store.write(json, to: "2.json"))
    #expect(report.feeds.map { $0.feed?.format } == ["manifest"])
    #expect(report.duplicates == 1)
    #expect(try store.events().count { $0.object != nil } == 1)
  }

  @Test("what was true earlier stands earlier, whatever was imported first")
  func earlier() throws {
    let store = try TestStore()
    let old = Instant(nanoseconds: 1_700_000_000_000_000_000)
    try store.run(try store.write(Manifests.service("a"), to: "1.yaml"))
    try store.run(try store.write(Manifests.service("a", port: "81"), to: "2.yaml")) {
      $0.assumedTime = old
    }
    let objects = try store.events().filter { $0.object != nil }
    #expect(objects.map { $0.type } == [.added, .added])
    #expect(objects[1].revision?.text == "1700000000000000000")
    let again = try store.run(store.folder.path() + "/1.yaml", store.folder.path() + "/2.yaml") {
      $0.assumedTime = old
    }
    // The state was another at that time, so that the first file changes it, and the second again.
    #expect(again.appended == 4)
    let events = try store.events()
    #expect(
      events.filter { $0.observedAt == old }.map { $0.revision?.text.suffix(1) }
        == ["0", "0", "1", "1", "2", "2"]
    )
  }

  @Test("an object several times in one file ends as its last, once")
  func repeated() throws {
    let store = try TestStore()
    let path = try store.write(
      Manifests.documents(Manifests.service("a"), Manifests.service("a", port: "81")),
      to: "x.yaml"
    )
    try store.run(path)
    let objects = try store.events().filter { $0.object != nil }
    #expect(objects.map { $0.type } == [.added, .modified])
    #expect(try store.run(path).appended == 0)
  }

  @Test("files of one command stand behind one another")
  func sameTime() throws {
    let store = try TestStore()
    try store.run(
      try store.write(Manifests.service("a"), to: "1.yaml"),
      try store.write(Manifests.service("a", port: "81"), to: "2.yaml")
    )
    let objects = try store.events().filter { $0.object != nil }
    #expect(objects.map { $0.type } == [.added, .modified])
    #expect(objects.compactMap { $0.revision?.text } == [0, 1].map { String(Self.number + $0) })
  }

  @Test("a namespace that is not named is the one that is asked for")
  func namespaces() throws {
    let store = try TestStore()
    let text = Manifests.documents(
      Manifests.service("a"),
      Manifests.service("b", metadata: "  namespace: shop\n"),
      "apiVersion: v1\nkind: Node\nmetadata:\n  name: node-a\n"
    )
    try store.run(try store.write(text, to: "x.yaml")) { $0.manifestNamespace = "web" }
    #expect(
      try store.events().compactMap { $0.object?.slot.namespace } == ["web", "shop", ""]
    )
  }

  @Test("lists of manifests are manifests, lists of what a cluster has are lists")
  func lists() throws {
    let store = try TestStore()
    let item = Manifests.pod("p").split(separator: "\n").joined(separator: "\n  ")
    let manifests = "apiVersion: v1\nkind: List\nitems:\n- \(item)\n"
    let written = try store.run(try store.write(manifests, to: "1.yaml"))
    #expect(written.feeds.map { $0.feed?.format } == ["manifest"])
    #expect(slots(try store.events()).count == 1)

    let printed = """
      apiVersion: v1
      items:
      - apiVersion: v1
        kind: Pod
        metadata: {name: p, namespace: shop, resourceVersion: "30", uid: u-1}
      kind: List
      metadata:
        resourceVersion: ""
      """
    let other = try TestStore()
    let report = try other.run(try other.write(printed, to: "2.yaml")) { $0.completeScope = .all }
    #expect(report.feeds.map { $0.feed?.format } == ["kubectl-list"])
    let events = try other.events()
    #expect(events.map { $0.type } == [.added, .listingComplete])
    #expect(events.map { $0.revision?.text } == ["30", "30"])
    #expect(events.last?.details?.isImplied == false)

    let single = try other.run(
      try other.write(
        printed.replacing("30", with: "31").split(separator: "\n")[2...4]
          .map { String($0.dropFirst(2)) }.joined(separator: "\n"),
        to: "3.yaml"
      )
    ) { $0.completeScope = .all }
    #expect(single.feeds.map { $0.feed?.format } == ["kubectl-list"])
    #expect(try other.events().suffix(2).map { $0.type } == [.added, .listingComplete])
    #expect(try other.events().last?.details?.isImplied == true)
  }

  @Test("other kinds are counted and passed over")
  func otherKinds() throws {
    let store = try TestStore()
    let map = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: c}
      data:
        record: |
          {"kind":"Service","apiVersion":"v1","metadata":{"name":"inside"}}

      """
    let report = try store.run(
      try store.write(Manifests.documents(map, Manifests.service("a"), map), to: "x.yaml")
    )
    #expect(report.isComplete)
    #expect(slots(try store.events()).map { $0.suffix(1) } == ["a"])
    #expect(
      report.notes.first { $0.code == "other-kinds" }?.message.contains("ConfigMap: 2") == true
    )
  }

  @Test("manifests and what a cluster says of itself do not mix", arguments: [false, true])
  func clusters(isManifestFirst: Bool) throws {
    let store = try TestStore()
    let manifest = try store.write(Manifests.service("a"), to: "x.yaml")
    let watch = try store.write(Input.event("ADDED", Input.pod("a", 5)), to: "w.json")
    try store.run(isManifestFirst ? manifest : watch)
    let count = try store.events().count
    let report = try store.run(isManifestFirst ? watch : manifest)
    #expect(report.failures.map { $0.help.contains("--cluster") } == [true])
    #expect(report.recordsNotRead == 1)
    #expect(try store.events().count == count)
    let named = try store.run(isManifestFirst ? watch : manifest) { $0.cluster = "other" }
    #expect(named.isComplete)
  }
}
