import Foundation
import KubernetesObjects
import Testing

struct RedactionPolicyTests {
  private static let pod = """
    {"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","namespace":"n","uid":"u",\
    "resourceVersion":"1","annotations":{"vault.io/token":"hush-1","vault.io/role":"hush-2",\
    "team":"shop","service.kubernetes.io/topology-mode":"Auto",\
    "kubectl.kubernetes.io/last-applied-configuration":"hush-3"},\
    "managedFields":[{"manager":"m"}]},\
    "spec":{"containers":[{"name":"c","command":["hush-4"],"args":["--password=hush-5"],\
    "env":[{"name":"KEY","value":"hush-6"},{"name":"REF","valueFrom":{"fieldRef":{}}}],\
    "livenessProbe":{"exec":{"command":["hush-7"]},"periodSeconds":5},\
    "readinessProbe":{"httpGet":{"path":"/hush-8","port":80,\
    "httpHeaders":[{"name":"A","value":"hush-9"}]}},\
    "lifecycle":{"preStop":{"exec":{"command":["hush-10"]}}}}],\
    "initContainers":[{"name":"i","args":["hush-11"]}],\
    "ephemeralContainers":[{"name":"e","command":["hush-12"]}]},"status":{"phase":"Running"}}
    """

  private static func policy(
    _ retention: RetentionPolicy,
    _ words: [String]
  ) throws
    -> RedactionPolicy
  {
    var policy = RedactionPolicy(retention)
    for word in words {
      let isKnown = policy.add(word)
      try #require(isKnown)
    }
    return policy
  }

  /// The numbers of the secrets that are left.
  private static func secrets(_ policy: RedactionPolicy) throws -> [Int] {
    let body = try JSONParser().withDocument(Array(pod.utf8)) {
      String(decoding: Redactor(policy: policy).body(of: $0), as: UTF8.self)
    }
    _ = try JSONParser().withDocument(Array(body.utf8)) { _ in }
    return (1...12).filter { body.contains("hush-\($0)\"") || body.contains("hush-\($0),") }
  }

  @Test(
    "removes what it names, and nothing else",
    arguments: [
      (RetentionPolicy.full, [], Array(1...12)),
      (.full, ["env"], [1, 2, 4, 5, 7, 8, 9, 10, 11, 12]),
      (.full, ["args"], [1, 2, 6]),
      (.full, ["annotation=vault.io/*"], [4, 5, 6, 7, 8, 9, 10, 11, 12]),
      (.full, ["annotation=*token"], [2, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
      (.standard, [], [1, 2, 4, 5, 7, 8, 9, 10, 11, 12]),
      (.standard, ["args"], [1, 2]),
      (.standard, ["args", "annotation=vault*"], []),
      (.topology, [], []),
      (.topology, ["args", "env", "annotation=*"], []),
    ]
  )
  func removed(retention: RetentionPolicy, words: [String], left: [Int]) throws {
    #expect(try Self.secrets(Self.policy(retention, words)) == left)
  }

  @Test("keeps annotations that facts read, whatever the pattern")
  func factsStay() throws {
    let policy = try Self.policy(.full, ["annotation=*"])
    let body = try JSONParser().withDocument(Array(Self.pod.utf8)) {
      String(decoding: Redactor(policy: policy).body(of: $0), as: UTF8.self)
    }
    #expect(body.contains("topology-mode"))
    #expect(!body.contains("team"))
  }

  @Test("is told by its text, and read from it")
  func texts() throws {
    let all = try Self.policy(.full, ["annotation=b.*", "args", "annotation=a", "env", "args"])
    #expect(all.text == "full without env, args, annotation=a, annotation=b.*")
    #expect(RedactionPolicy(all.text) == all)
    #expect(RedactionPolicy.standard.text == "default")
    #expect(RedactionPolicy("default") == .standard)
    #expect(try RedactionPolicy("topology without args") == Self.policy(.topology, ["args"]))
    for text in ["", "all", "default ", "default without", "default without x", "full args"] {
      #expect(RedactionPolicy(text) == nil, "\(text)")
    }
  }

  @Test(
    "takes no word that it does not know",
    arguments: ["", "Env", "annotation", "annotation=", "annotation=a b", "annotation=a,b", "*"]
  )
  func refused(word: String) {
    var policy = RedactionPolicy.standard
    let isKnown = policy.add(word)
    #expect(!isKnown)
    #expect(policy == .standard)
  }

  @Test(
    "`*` stands for any text",
    arguments: [
      ("a", "a", true), ("a", "ab", false), ("a*", "ab", true), ("*b", "ab", true),
      ("a*b", "ab", true), ("a*a", "a", false), ("*", "", true), ("*x*", "axb", true),
      ("*x*y*", "ayxb", false), ("a*b*c", "a-bc-bc", true), ("**", "ab", true), ("", "", nil),
      (String(repeating: "*a", count: 9), "a", nil),
    ] as [(String, String, Bool?)]
  )
  func patterns(pattern: String, key: String, isMatch: Bool?) {
    #expect(AnnotationPattern(pattern).map { $0.matches(key) } == isMatch)
  }

  @Test("a pattern of many stars takes no longer than its key is long")
  func patternsAreCheap() throws {
    let pattern = try #require(AnnotationPattern("*a*a*a*a*a*a*a*b"))
    #expect(!pattern.matches(String(repeating: "a", count: 20_000)))
  }

  @Test(
    "an escaped key is the key",
    arguments: [#"{"metadata":{"annotations":{"v\u0061ult":"hush","b":"c"}}}"#]
  )
  func escaped(text: String) throws {
    let policy = try Self.policy(.full, ["annotation=vault"])
    let body = try JSONParser().withDocument(Array(text.utf8)) {
      String(decoding: Redactor(policy: policy).body(of: $0), as: UTF8.self)
    }
    #expect(body == #"{"metadata":{"annotations":{"b":"c"}}}"#)
  }
}
