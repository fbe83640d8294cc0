import StandInServer
import Testing
import TopologyModel

@Suite("lists of the stand-in server", .timeLimit(.minutes(30)))
struct ListTests {
  @Test("a list shows items without kind, byte for byte, at the world's revision")
  func wholeList() async throws {
    try await withServer(try Pods.world()) { server in
      let response = try await server.ask(Pods.path)
      #expect(response.status == 200)
      #expect(response.headers["content-type"] == "application/json")
      let items = [("a", 30), ("b", 10), ("c", 20)].map { Pods.item($0, at: $1) }
      #expect(
        response.body == #"{"kind":"PodList","apiVersion":"v1","metadata":"#
          + #"{"resourceVersion":"100"},"items":["# + items.joined(separator: ",") + "]}\n"
      )
    }
  }

  @Test("pages of a list show one revision, though the world moves on")
  func pages() async throws {
    let world = try Pods.world()
    try await withServer(world) { server in
      let first = try await server.ask("\(Pods.path)?limit=2")
      #expect(first.body.contains(#""remainingItemCount":1"#))
      #expect(first.body.contains(Pods.item("b", at: 10)))
      try await world.modify(Pods.json("c", at: 101))
      try await world.add(Pods.json("d", at: 102))
      let token = try #require(Self.token(of: first))
      let second = try await server.ask("\(Pods.path)?limit=2&continue=\(token)")
      #expect(
        second.body == #"{"kind":"PodList","apiVersion":"v1","metadata":"#
          + #"{"resourceVersion":"100"},"items":["# + Pods.item("c", at: 20) + "]}\n"
      )
      #expect(await server.requests(.continuation(.pod)).map(\.number) == [2])
      world.compact(through: .hundred)
      #expect(try await server.ask("\(Pods.path)?continue=\(token)").status == 200)
      world.compact(through: Revision(number: 101))
      let late = try await server.ask("\(Pods.path)?continue=\(token)")
      #expect(late.status == 410)
      #expect(late.body.contains(#""reason":"Expired""#))
    }
  }

  @Test("a list goes back to an exact revision, and no further than history")
  func exactList() async throws {
    let world = try Pods.world()
    try await world.delete(
      ObjectSlot(kind: .pod, namespace: "shop", name: "a"),
      at: Revision(number: 105)
    )
    try await withServer(world) { server in
      let exact = "resourceVersionMatch=Exact"
      let before = try await server.ask("\(Pods.path)?resourceVersion=104&\(exact)")
      #expect(before.body.contains(#""resourceVersion":"104"},"items":["#))
      #expect(before.body.contains(Pods.item("a", at: 30)))
      let now = try await server.ask("\(Pods.path)?resourceVersion=0")
      #expect(!now.body.contains(Pods.item("a", at: 30)))
      let gone = try await server.ask("\(Pods.path)?resourceVersion=99&\(exact)")
      #expect(gone.status == 410)
    }
  }

  @Test("a revision that is not there yet answers 504 with its cause")
  func tooLarge() async throws {
    try await withServer(try Pods.world()) { server in
      let response = try await server.ask("\(Pods.path)?resourceVersion=101")
      #expect(response.status == 504)
      #expect(response.headers["retry-after"] == "1")
      #expect(response.body.contains("Too large resource version: 101, current: 100"))
      #expect(response.body.contains(#""reason":"ResourceVersionTooLarge""#))
      #expect(response.body.contains(#""reason":"Timeout""#))
    }
  }

  @Test("label selectors and namespaces choose objects")
  func filters() async throws {
    let world = try Pods.world()
    try await world.add(Pods.json("d", at: 101, labels: #"{"app":"db","x/y":"1"}"#))
    try await world.add(Pods.json("e", at: 102, labels: "{}", namespace: "other"))
    try await withServer(world) { (server) async throws -> Void in
      func names(_ query: String) async throws -> String {
        let body = try await server.ask(query).body
        return ["a", "b", "c", "d", "e"].filter { body.contains("uid-\($0)") }.joined()
      }
      #expect(try await names("\(Pods.path)?labelSelector=app%3Dweb") == "abc")
      #expect(try await names("\(Pods.path)?labelSelector=app==db,x%2Fy=1") == "d")
      #expect(try await names("\(Pods.path)?labelSelector=app!%3Dweb") == "de")
      #expect(try await names("\(Pods.path)?labelSelector=app") == "abcd")
      #expect(try await names("/api/v1/namespaces/other/pods") == "e")
      #expect(try await names("/api/v1/namespaces/none/pods") == "")
    }
  }

  @Test("the kinds stand at their paths, below a prefix")
  func paths() async throws {
    let options = StandInOptions(pathPrefix: "/k8s/clusters/c-1")
    try await withServer(StandInWorld(), options: options) { server in
      #expect(server.url == "http://127.0.0.1:\(server.port)/k8s/clusters/c-1")
      let kinds = [
        "/api/v1/pods": "PodList", "/api/v1/services": "ServiceList",
        "/api/v1/nodes": "NodeList",
        "/apis/discovery.k8s.io/v1/endpointslices": "EndpointSliceList",
        "/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices": "EndpointSliceList",
      ]
      for (path, kind) in kinds {
        let response = try await server.ask(options.pathPrefix + path)
        #expect(response.body.hasPrefix(#"{"kind":"\#(kind)","#))
        #expect(try await server.ask(path).status == 404)
      }
      let version = try await server.ask(options.pathPrefix + "/version")
      #expect(version.body == #"{"major":"1","minor":"36","gitVersion":"v1.36.2"}"#)
      #expect(
        try await server.ask(options.pathPrefix + "/api/v1/namespaces/shop/nodes").status == 404
      )
    }
  }

  private static func token(of response: RawResponse) -> String? {
    response.body.firstRange(of: #""continue":""#).map { range in
      String(response.body[range.upperBound...].prefix { $0 != "\"" })
    }
  }
}
