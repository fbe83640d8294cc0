import KubernetesRules
import QueryEngine
import Testing

/// The vectors the whole way: what they give is imported into a store, and TQL's answers are
/// compared with what they expect.
@Suite struct VectorQueryTests {
  @Test("who receives traffic from a node", arguments: Vector.names(of: .traffic))
  func traffic(name: String) throws {
    let vector = try Vector(kind: .traffic, name: name)
    // A query has a version, and no feature gates: those set by hand have to be its defaults.
    let version = try #require(KubernetesVersion(vector.when["kubernetes"].text))
    let gates = FeatureGates(version: version, overrides: [:])
    for key in vector.when["features"].keys {
      let gate = try #require(FeatureGate(rawValue: key))
      #expect(gates.isEnabled(gate) == vector.when["features"][key].isTrue)
    }
    try check(vector)
  }

  @Test("which Pods a Service selects and why", arguments: Vector.names(of: .membership))
  func membership(name: String) throws {
    try check(Vector(kind: .membership, name: name))
  }

  @Test("which Pods have ports of a Service", arguments: Vector.names(of: .ports))
  func ports(name: String) throws {
    try check(Vector(kind: .ports, name: name))
  }

  @Test("what cluster DNS answers", arguments: Vector.names(of: .dns))
  func dns(name: String) throws {
    try check(Vector(kind: .dns, name: name))
  }

  @Test("what watch records make of the objects", arguments: Vector.names(of: .watch))
  func watch(name: String) throws {
    try check(Vector(kind: .watch, name: name))
  }

  @Test("every expectation is compared, or left out for a reason", arguments: Vector.Kind.allCases)
  func completeness(kind: Vector.Kind) throws {
    let names = Vector.names(of: kind)
    #expect(!names.isEmpty)
    for name in names {
      let vector = try Vector(kind: kind, name: name)
      let compared = Set(vector.questions.flatMap { $0.keys })
      for key in vector.expect.keys {
        let reason = VectorSkips.reason(key, of: vector)
        #expect(compared.contains(key) == (reason == nil), "\(name): \(key)")
      }
    }
  }

  @Test("as many vectors and expectations are compared as ever")
  func counts() throws {
    var vectors: [String: Int] = [:]
    var expectations: [String: Int] = [:]
    for kind in Vector.Kind.allCases {
      for name in Vector.names(of: kind) {
        let compared = try Set(Vector(kind: kind, name: name).questions.flatMap { $0.keys })
        guard !compared.isEmpty else { continue }
        vectors[kind.rawValue, default: 0] += 1
        expectations[kind.rawValue, default: 0] += compared.count
      }
    }
    #expect(
      vectors == ["dns": 28, "membership": 35, "ports": 19, "traffic": 63, "watch": 9]
    )
    #expect(
      expectations == ["dns": 56, "membership": 84, "ports": 19, "traffic": 208, "watch": 20]
    )
  }

  private func check(_ vector: Vector) throws {
    let questions = vector.questions
    guard !questions.isEmpty else { return }
    let store = try VectorStore(vector)
    for question in questions {
      let answer = try store.answer(question.query)
      #expect(question.read(answer) == question.expected, "\(question.keys): \(question.query)")
      // Of given objects every kind is observed, Nodes included; a fold may leave gaps.
      guard vector.kind != .watch else { continue }
      let unwanted: Set<NoteCode> = [
        .notObserved, .provisional, .nodesNotObserved, .unknownService, .revisionsNotShared,
      ]
      #expect(answer.notes.filter { unwanted.contains($0.code) } == [], "\(question.query)")
    }
  }
}
