import KubernetesRules
import TopologyModel

/// A small cluster for DNS tests, and short questions to it.
struct DNSSample {
  var objects = DNSObjects(services: [], slices: [], pods: [], namespaces: [])
  var settings = DNSSettings(profile: .coreDNS)

  init(_ service: ServiceFacts? = nil, endpoints: [EndpointFacts] = []) {
    if let service { add(service) }
    if !endpoints.isEmpty { add(Sample.slice(), endpoints) }
  }

  mutating func add(_ facts: ServiceFacts, name: String = "web", namespace: String = "shop") {
    objects.services.append(.init(namespace: namespace, name: name, facts: facts))
  }

  mutating func add(
    _ facts: EndpointSliceFacts,
    _ endpoints: [EndpointFacts],
    namespace: String = "shop"
  ) {
    objects.slices.append(.init(namespace: namespace, facts: facts, endpoints: endpoints))
  }

  /// Asks for a name below `cluster.local`.
  func ask(_ name: String, _ type: DNSRecordType = .a) -> DNSReply {
    askAnything(name + ".cluster.local.", type)
  }

  func askAnything(_ name: String, _ type: DNSRecordType = .a) -> DNSReply {
    DNSAnswers.reply(name: name, type: type, objects: objects, settings: settings)
  }

  /// The data of a reply's records with the ports, or the code where there are none.
  func data(_ name: String, _ type: DNSRecordType = .a) -> [String] {
    Self.data(ask(name, type))
  }

  static func data(_ reply: DNSReply) -> [String] {
    guard !reply.records.isEmpty else { return [reply.code.rawValue] }
    return reply.records.map { record in record.port.map { "\(record.data):\($0)" } ?? record.data }
  }

  /// The same cluster asked for what the specification requires.
  var specified: DNSSample {
    var copy = self
    copy.settings.profile = .specification
    return copy
  }
}
