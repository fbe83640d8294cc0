import QueryEngine
import Testing
import TopologyModel

/// What the documentation's three Services were, in a recording of a real control plane.
@Suite struct SeedTests {
  private static func store() throws -> TestStore {
    let store = try TestStore()
    try store.importing([try Recording("seed").path])
    return store
  }

  private func texts(_ answer: Answer, _ column: String) throws -> [String] {
    let index = try #require(answer.columns.firstIndex { $0.name == column })
    return answer.rows.map { row in
      switch row.values[index] {
      case .text(let text): text
      case .address(let address): address.description
      case .integer(let number): String(number)
      default: "?"
      }
    }
  }

  @Test("my-service is served by the three Pods as they come and go")
  func comingAndGoing() throws {
    let store = try Self.store()
    // myapp-2 is deleted at :53.7 and leaves its slice; all are gone after :57.6.
    let expected = [
      ("04:39:46Z", []),
      ("04:39:51Z", ["myapp-1", "myapp-2", "myapp-3"]),
      ("04:39:54Z", ["myapp-1", "myapp-3"]),
      ("04:39:59Z", []),
    ]
    for (time, pods) in expected {
      let answer = try store.answer("pods serving my-service on port 80 at 2026-11-23T\(time)")
      #expect(try texts(answer, "pod") == pods, "at \(time)")
      #expect(!answer.notes.contains { $0.code == .notObserved })
    }
  }

  @Test("nginx-service resolves its named port in the Pod")
  func namedPort() throws {
    let answer = try Self.store().answer("pods serving nginx-service at 2026-11-23T04:39:52Z")
    #expect(try texts(answer, "pod") == ["nginx"])
    #expect(try texts(answer, "target_port") == ["80"])
  }

  @Test("a Service without selector has addresses, but no Pods")
  func selectorless() throws {
    let store = try Self.store()
    let time = "2026-11-23T04:39:52.2Z"
    let endpoints = try store.answer("endpoints of selectorless/my-service at \(time)")
    #expect(try texts(endpoints, "address") == ["10.1.2.3", "10.4.5.6"])
    // Legacy Endpoints of the same name are mirrored into a second slice at :52.38.
    let mirrored = try store.answer("endpoints of selectorless/my-service at 2026-11-23T04:39:53Z")
    #expect(try texts(mirrored, "address") == ["10.1.2.3", "10.4.5.6", "10.9.9.9"])
    let pods = try store.answer("pods serving selectorless/my-service at \(time)")
    #expect(pods.rows == [])
    #expect(pods.notes.contains { $0.code == .addressesWithoutPods })
  }
}
