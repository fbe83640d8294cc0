import KubernetesRules
import Projections
import TopologyModel

extension ServiceSource {
  /// Whether it is a manifest's of which no slice is known: who serves it, its cluster will say.
  var awaitsSlices: Bool {
    facts.isManifest && facts.type != "ExternalName" && slices.isEmpty
  }
}

extension QuestionNotes {
  /// The Services of manifests that have no EndpointSlices, in questions about endpoints: the cluster
  /// makes them, so that their absence means nothing.
  func manifestNotes() throws -> [Note] {
    guard scene.cluster.isOfManifests else { return [] }
    let sources: [ServiceSource]
    switch question {
    case .podsServing(let name, _, _, _), .podsListed(let name, _), .endpointsOf(let name, _, _),
      .slicesOf(let name), .why(let name, _, _), .endpoints(let name):
      sources = try QuestionSource.sources(name, scene)
    case .servicesServed(let pod, _):
      sources = try selecting(pod)
    case .podsSelected, .servicesSelecting, .podsOnNode, .owners, .objects, .findings, .dns, .show,
      .history, .events, .coverage:
      return []
    }
    let waiting = sources.filter(\.awaitsSlices)
    guard let first = waiting.first else { return [] }
    let names = waiting.map { "`\($0.service.object)`" }
    let subject = names.count == 1 ? "service" : "services"
    let list = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
    return [
      Note(
        .noEndpointSlices,
        "the manifests have no EndpointSlice of \(subject) \(list)",
        help: help(first)
      )
    ]
  }

  private func help(_ source: ServiceSource) -> String {
    guard !source.facts.selector.isEmpty else {
      return "without a selector somebody has to write them: import those, too"
    }
    let asked =
      if case .servicesServed(let pod, _) = question {
        "services selecting \(pod.text)"
      } else {
        "pods selected by \(source.service.object)"
      }
    return "a cluster makes them of the Pods that the selector matches: ask `\(asked)`, or import "
      + "EndpointSlices, too"
  }

  /// The Services whose selector matches a Pod.
  private func selecting(_ pod: BoundName) throws -> [ServiceSource] {
    let pods = try scene.objects(.pod, matching: pod)
    let namespaces = Set(pods.map(\.object.slot.namespace)).sorted()
    return try namespaces.flatMap { try QuestionSource.sources(.all(in: $0), scene) }
      .filter { source in
        let namespace = source.service.object.slot.namespace
        return pods.contains { run in
          run.object.slot.namespace == namespace && !source.facts.selector.isEmpty
            && run.isPod(selectedBy: source.facts.selector)
        }
      }
  }
}
