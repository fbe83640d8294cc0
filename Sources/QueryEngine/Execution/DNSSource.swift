import KubernetesRules
import Projections
import TopologyModel

/// Evaluates `dns NAME`: what cluster DNS answers to a fresh query (semantics.md 5).
struct DNSSource {
  /// The types that are asked for where the question names none.
  private static let types: [DNSRecordType] = [.a, .aaaa, .srv, .ptr, .cname]

  let name: String
  let type: DNSRecordType?
  let scene: Scene

  func rows() throws -> [StateRow] {
    var read = ReadObjects()
    try collect(&read)
    var settings = DNSSettings(profile: .coreDNS)
    settings.zone = scene.settings.dnsZone
    var values: [[Value]] = []
    var code: DNSReply.Code?
    for type in type.map({ [$0] }) ?? Self.types {
      let reply = DNSAnswers.reply(
        name: name,
        type: type,
        objects: read.objects,
        settings: settings
      )
      code = code ?? reply.code
      values += reply.records.map { record in
        let data = record.port.map { "\($0) \(record.data)" } ?? record.data
        return [
          .text(record.name), .text(record.type.rawValue), .text(data),
          .text(reply.code.rawValue),
        ]
      }
    }
    if values.isEmpty {
      values = [
        [
          .text(DNSName(name).text), type.map { .text($0.rawValue) } ?? .null, .null,
          .nonEmpty(code?.rawValue ?? ""),
        ]
      ]
    }
    return try values.map { row in
      guard let evidence = try read.evidence(scene) else {
        return .unowned(row, isCarried: scene.isCarried)
      }
      return try evidence.row(row, about: .whole)
    }
  }

  /// What was read for an answer.
  private struct ReadObjects {
    var objects = DNSObjects(services: [], slices: [], pods: [], namespaces: [])
    var services: [FactRun<ObjectFacts>] = []
    var slices: [SliceRuns] = []
    var known: Set<ObjectSlot> = []

    /// The runs that an answer rests on; nil where there is none.
    func evidence(_ scene: Scene) throws -> RowEvidence? {
      guard let first = services.first else { return nil }
      var evidence = try RowEvidence(first, scene)
      for service in services.dropFirst() { try evidence.add(service) }
      for slice in slices {
        try evidence.add(slice.run)
        for endpoint in slice.endpoints { try evidence.add(endpoint) }
      }
      return evidence
    }
  }

  /// Reads what the name may stand for: a Service of its namespace and the aliases behind it, or, for
  /// a reverse name, everything that holds the address.
  private func collect(_ read: inout ReadObjects) throws {
    let asked = DNSName(name)
    if asked.isReverse {
      let all = BoundName.all()
      for service in try scene.objects(.service, matching: all) {
        try add(service, &read, isRelevant: true)
      }
      return
    }
    var next: DNSName? = asked
    for _ in 0...DNSAnswers.aliasesMax {
      guard let current = next, let labels = current.labels(in: DNSName(scene.settings.dnsZone)),
        labels.count >= 2
      else { return }
      next = try add(labels, &read)
    }
  }

  /// Reads the Services of the namespace that labels name; returns the name that the Service meant is
  /// an alias for.
  private func add(_ labels: [String], _ read: inout ReadObjects) throws -> DNSName? {
    let namespace = labels[labels.count - 2]
    let wanted = labels.count >= 3 ? labels[labels.count - 3] : ""
    let all = BoundName.all(in: namespace)
    try addNamespace(namespace, &read)
    var alias: DNSName?
    for service in try scene.objects(.service, matching: all) {
      let isMeant = service.object.slot.name == wanted
      try add(service, &read, isRelevant: isMeant)
      if isMeant, case .service(let facts) = service.facts, facts.type == "ExternalName" {
        alias = DNSName(facts.externalName)
      }
    }
    return alias
  }

  /// Notes a namespace that holds Pods or slices, which so exists without any Service.
  private func addNamespace(_ namespace: String, _ read: inout ReadObjects) throws {
    for kind in [ResourceKind.pod, .endpointSlice] {
      let objects = try scene.objects(kind, matching: .all(in: namespace))
      if !objects.isEmpty { read.objects.namespaces.insert(namespace) }
    }
  }

  private func add(
    _ service: FactRun<ObjectFacts>,
    _ read: inout ReadObjects,
    isRelevant: Bool
  ) throws {
    let slot = service.object.slot
    guard case .service(let facts) = service.facts, read.known.insert(slot).inserted else { return }
    read.objects.services.append(
      .init(namespace: slot.namespace, name: slot.name, facts: facts)
    )
    guard isRelevant else { return }
    read.services.append(service)
    for slice in try scene.slices(of: slot) {
      read.slices.append(slice)
      read.objects.slices.append(
        .init(
          namespace: slice.run.object.slot.namespace,
          facts: slice.facts,
          endpoints: slice.endpoints.map { $0.facts }
        )
      )
    }
  }
}
