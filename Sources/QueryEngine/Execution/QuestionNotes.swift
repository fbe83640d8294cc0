import Diagnostics
import KubernetesRules
import Projections
import TopologyModel

/// The notes of questions: names and ports that did not exist then, and what else the rows do not
/// show.
struct QuestionNotes {
  let question: BoundQuestion
  let scene: Scene
  let timeText: String

  func notes() throws -> [Note] {
    let existence = try existenceNotes()
    return existence + (try detailNotes())
  }

  /// Names and ports that did not exist then.
  func existenceNotes() throws -> [Note] {
    var notes = try nodeNotes() + namespaceNotes() + objectNotes()
    if case .findings = question { notes += try exclusionNotes() }
    guard let name = question.service else { return notes }
    return notes + (try serviceNotes(name))
  }

  private func serviceNotes(_ name: BoundName) throws -> [Note] {
    let services = try scene.objects(.service, matching: name)
    guard !services.isEmpty else { return [try unknownService(name)] }
    guard let port = question.port else { return [] }
    let sources = try QuestionSource.sources(name, scene)
    guard !sources.contains(where: { $0.hasPort(port) }) else { return [] }
    return [
      Self.unknownPort(
        port,
        sources.flatMap(\.facts.ports),
        ofServices: sources.map(\.service.object),
        timeText
      )
    ]
  }

  /// What else the rows do not show.
  func detailNotes() throws -> [Note] {
    if case .owners(let address, let kind) = question {
      let owners = try AddressSource(address: address, kind: kind, scene: scene).owners()
      let live = Set(owners.filter(\.isLive).map { $0.run.object }).sorted()
      return Self.ambiguity(live, timeText)
    }
    var notes = try manifestNotes()
    guard let name = question.service else { return notes }
    for source in try QuestionSource.sources(name, scene, question.vantage) {
      notes += vantageNotes(source)
      notes += exclusions(source)
      notes += staleOwners(source)
      notes += withoutPods(source)
      notes += duplicates(source)
    }
    return notes
  }

  /// The asked Node, where Nodes are observed and there is none of that name.
  private func nodeNotes() throws -> [Note] {
    var asked: (name: String, span: SourceSpan)?
    switch question {
    case .podsOnNode(let node, _):
      if case .exact(_, let name) = node.form { asked = (name, node.span) }
    default:
      if let vantage = question.vantage, case .node(let name) = vantage.form {
        asked = (name, vantage.span)
      }
    }
    guard let asked, try scene.node(asked.name) == .missing else { return [] }
    let known = try scene.nodes()?.map { $0.object.slot.name } ?? []
    let closest = EditDistance.closest(to: asked.name, in: known)
    let list = UnknownObject.list(known)
    return [
      Note(
        .unknownNode,
        "there was no node `\(asked.name)` \(timeText)",
        help: closest.map { "did you mean `\($0)`?" }
          ?? (known.isEmpty ? "there were no nodes then" : "nodes then: \(list)"),
        span: asked.span
      )
    ]
  }

  /// The namespace of a question without an object, where nothing of the kind was in it.
  private func namespaceNotes() throws -> [Note] {
    let asked: (name: BoundName, kind: ResourceKind)
    switch question {
    case .objects(let kind, let name) where kind.isNamespaced: asked = (name, kind)
    case .endpoints(let name): asked = (name, .service)
    case .podsServing, .podsListed, .podsSelected, .endpointsOf, .slicesOf, .servicesServed,
      .servicesSelecting, .podsOnNode, .owners, .objects, .findings, .why, .dns, .show, .history,
      .events, .coverage:
      return []
    }
    guard case .glob(let namespace, "*") = asked.name.form, !namespace.utf8.contains(42),
      try !scene.hasObjects(asked.kind, inNamespace: namespace)
    else { return [] }
    let known = Set(try scene.slots(of: asked.kind).map(\.namespace)).sorted()
    guard !known.isEmpty else { return [] }
    let closest = EditDistance.closest(to: namespace, in: known)
    let list = known.prefix(8).joined(separator: ", ") + (known.count > 8 ? ", …" : "")
    return [
      Note(
        .unknownNamespace,
        "there were no \(asked.kind.resourceName) in namespace `\(namespace)` \(timeText)",
        help: closest.map { "did you mean `\($0)`?" } ?? "namespaces with some then: \(list)"
      )
    ]
  }

  /// The asked object of a kind, where there was none of that name.
  private func objectNotes() throws -> [Note] {
    guard let (kind, name) = question.object, scene.listedKinds.contains(kind),
      try scene.objects(kind, matching: name).isEmpty
    else { return [] }
    let all = try scene.slots(of: kind)
    return [UnknownObject(kind: kind, name: name, known: all).note("there was no", timeText)]
  }

  private func exclusionNotes() throws -> [Note] {
    let exclusions = scene.settings.exclusions.exclusions
    guard !exclusions.isEmpty else { return [] }
    let texts = exclusions.map { "`\($0.text)`" }.joined(separator: ", ")
    return [Note(.findingsExcluded, "findings are left out by \(texts)")]
  }

  /// Several objects that may have been meant by one address (semantics.md 1.1, 2.24).
  static func ambiguity(_ live: [ObjectReference], _ timeText: String) -> [Note] {
    guard live.count > 1 else { return [] }
    let names = live.map { "\($0.slot.kind.kindName) \($0)" }.joined(separator: ", ")
    return [
      Note(
        .ambiguousOwner,
        "the address was held by several objects \(timeText): \(names)",
        help: "Pods on the host network share their node's address; a terminating Pod may stand "
          + "beside the one that got its address"
      )
    ]
  }

  /// What an answer depends on besides the objects, and what becomes of connections where nothing is
  /// eligible.
  private func vantageNotes(_ source: ServiceSource) -> [Note] {
    let name = source.service.object.description
    var notes: [Note] = []
    switch question {
    case .podsServing, .endpointsOf: break
    default: return []
    }
    if source.dependsOnNode {
      notes.append(
        Note(
          .dependsOnNode,
          "service `\(name)` keeps traffic on its node: these are the sets of all nodes together",
          help: "ask `for node N` for one node's"
        )
      )
    }
    if let vantage = question.vantage, case .zone = vantage.form {
      notes.append(
        Note(
          .zoneOnly,
          "node hints and Local policies are not looked at for a zone",
          help: "ask `for node N`",
          span: vantage.span
        )
      )
    }
    // What becomes of connections is not known where the slices are still to be made.
    guard !source.awaitsSlices else { return notes }
    for (port, outcome) in source.outcomes(on: question.port) where outcome.action != .forward {
      let text = PortValue(name: port.name, number: port.number, transport: port.transport).text
      let isDropped = outcome.action == .drop
      let note = Note(
        .notForwarded,
        "connections to `\(text)` of service `\(name)` are \(isDropped ? "dropped" : "rejected"): "
          + (isDropped ? "endpoints exist, and none that the policy allows" : "nothing is usable"),
        help: otherPorts(than: port, source).map { "ports join by name and protocol: \($0)" }
          ?? "ask `why \(name)`"
      )
      if !notes.contains(note) { notes.append(note) }
    }
    return notes
  }

  /// What the slices have instead, where endpoints are listed and no slice has a Service port.
  private func otherPorts(than port: ServiceFacts.Port, _ source: ServiceSource) -> String? {
    let slices = source.slices.filter { !$0.endpoints.isEmpty }
    let ports = slices.flatMap { $0.facts.ports }
    guard !ports.isEmpty,
      slices.allSatisfy({ ServicePortJoin.slicePort(for: port, in: $0.facts) == nil })
    else { return nil }
    func text(_ name: String, _ number: Int?, _ transport: TransportProtocol) -> String {
      let named = name.isEmpty ? "without a name" : "`\(name)`"
      return "\(number.map(String.init) ?? "no number")/\(transport.rawValue) \(named)"
    }
    let theirs = Set(ports.map { text($0.name, $0.number, $0.transport) }).sorted()
    return "the service's is \(text(port.name, port.number, port.transport)), the slices have "
      + theirs.prefix(8).joined(separator: ", ") + (theirs.count > 8 ? ", …" : "")
  }

  private func unknownService(_ name: BoundName) throws -> Note {
    var help: String?
    if case .exact(let namespace, let text) = name.form {
      help = try nearService(namespace, text)
    }
    return Note(
      .unknownService,
      "there was no service `\(name.text)` \(timeText)",
      help: help,
      span: name.span
    )
  }

  /// What may have been meant by the name of a Service that was not there.
  private func nearService(_ namespace: String, _ text: String) throws -> String? {
    if let other = try scene.slots(of: .service, named: text).first {
      return "did you mean `\(other)`?"
    }
    let here = try scene.slots(of: .service, inNamespace: namespace).map(\.name)
    if let closest = EditDistance.closest(to: text, in: here) {
      return "did you mean `\(namespace)/\(closest)`?"
    }
    guard here.isEmpty else {
      return "services of namespace `\(namespace)` then: \(UnknownObject.list(here))"
    }
    let namespaces = Set(try scene.slots(of: .service).map(\.namespace)).sorted()
    guard !namespaces.isEmpty else { return nil }
    return "namespaces with services then: \(namespaces.prefix(8).joined(separator: ", "))"
  }

  /// That none of some Services, whose ports are given, has the one that was asked for.
  static func unknownPort(
    _ port: BoundPort,
    _ ports: [ServiceFacts.Port],
    ofServices services: [ObjectReference],
    _ timeText: String
  ) -> Note {
    var help = ""
    if case .name(let name) = port.form,
      let closest = EditDistance.closest(to: name, in: ports.map { $0.name })
    {
      help = "did you mean `\(closest)`? "
    } else if case .number(let number) = port.form, !port.isTarget,
      ports.contains(where: { $0.target == .number(number) })
    {
      help = "did you mean `on target port \(number)`? "
    } else if let only = ports.first, ports.count == 1 {
      help = "ask `on port \(only.name.isEmpty ? String(only.number) : only.name)`; "
    }
    let texts = ports.map { port in
      let target =
        switch port.target {
        case .number(let number): String(number)
        case .name(let name): name
        }
      let name = port.name.isEmpty ? "" : "\(port.name) "
      return "\(name)\(port.number)→\(target)/\(port.transport.rawValue)"
    }
    help += texts.isEmpty ? "it had no ports then" : "ports then: " + texts.joined(separator: ", ")
    let service = services.map(\.description).joined(separator: "`, `")
    return Note(
      .unknownPort,
      "service `\(service)` had no port `\(port.text)` \(timeText)",
      help: help,
      span: port.span
    )
  }

  private func exclusions(_ source: ServiceSource) -> [Note] {
    guard case .podsServing = question else { return [] }
    let name = source.service.object.description
    if source.facts.type == "ExternalName" {
      return [
        Note(
          .notProxied,
          "service `\(name)` is an ExternalName: clients are sent to "
            + "`\(source.facts.externalName)`, and no endpoint serves it"
        )
      ]
    }
    if source.facts.isHeadless { return [Self.headless(source.service.object)] }
    guard ProxyEligibility.families(of: source.facts).isEmpty,
      let reason = ProxyEligibility.exclusion(of: source.facts, family: .ipv4)
    else { return [] }
    return [
      Note(.notProxied, "kube-proxy does not serve service `\(name)` (\(reason.rawValue))")
    ]
  }

  /// What is said of every answer about a headless Service.
  static func headless(_ service: ObjectReference) -> Note {
    Note(
      .notProxied,
      "service `\(service)` is headless: these are the endpoints that DNS gives"
    )
  }

  private func staleOwners(_ source: ServiceSource) -> [Note] {
    let uid = source.service.object.uid
    let stale = source.slices.filter { SliceOwnership.isStale($0.facts, forServiceUID: uid) }
    return stale.map { slice in
      Note(
        .staleOwner,
        "slice `\(slice.run.object)` belongs to an earlier service of the name "
          + "`\(source.service.object)`, and counts by its label all the same"
      )
    }
  }

  private func withoutPods(_ source: ServiceSource) -> [Note] {
    switch question {
    case .podsServing, .podsListed: break
    default: return []
    }
    let isServing = if case .podsServing = question { true } else { false }
    let addresses = source.entries(on: question.port)
      .filter { entry in
        entry.endpoint.facts.target?.kind != "Pod" && (!isServing || entry.eligibleAs != nil)
      }
      .map { $0.address }
    let distinct = Set(addresses).sorted()
    guard !distinct.isEmpty else { return [] }
    return [
      Note(
        .addressesWithoutPods,
        "\(distinct.count) \(distinct.count == 1 ? "address" : "addresses") of service "
          + "`\(source.service.object)` not backed by a Pod \(distinct.count == 1 ? "is" : "are") "
          + "left out: " + distinct.prefix(8).joined(separator: ", ")
          + (distinct.count > 8 ? ", …" : ""),
        help: "ask `endpoints of \(source.service.object)` to see every address"
      )
    ]
  }

  private func duplicates(_ source: ServiceSource) -> [Note] {
    let texts = Set(source.conflicts(on: question.port).map { $0.kept.addressAndPort }).sorted()
    return texts.map { text in
      Note(
        .duplicateEndpoint,
        "\(text) is listed more than once for service `\(source.service.object)`; a "
          + "non-terminating, ready occurrence counts"
      )
    }
  }
}
