internal import Diagnostics
internal import EventLog
internal import Ingest
internal import KubernetesObjects
internal import NIOCore
internal import Projections
internal import QueryEngine
internal import TopologyModel

/// Stores what is sent, all of it or nothing.
struct IngestedEvents: Sendable {
  static let example = """
    {"type":"ADDED","object":{"apiVersion":"v1","kind":"Service","metadata":{"name":"cart",\
    "namespace":"shop","uid":"5d0e","resourceVersion":"101"},"spec":{"clusterIP":"10.96.0.10",\
    "ports":[{"port":80}],"selector":{"app":"cart"}}}}

    """

  static let listExample = """
    {"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Service","metadata":\
    {"name":"cart","namespace":"shop","uid":"5d0e","resourceVersion":"101"},"spec":{"clusterIP":\
    "10.96.0.10","ports":[{"port":80}],"selector":{"app":"cart"}}}],"metadata":\
    {"resourceVersion":"102"}}
    """

  static let parameters = [
    EndpointParameter(
      name: "cluster",
      kind: .text,
      description: "The cluster that it is about; `default` where it is left out.",
      example: "prod"
    ),
    EndpointParameter(
      name: "at",
      kind: .instant,
      description: "When it was observed; the moment of arrival where it is left out.",
      example: "2026-11-23T04:39:51Z"
    ),
    EndpointParameter(
      name: "kubernetesVersion",
      kind: .version,
      description: "The cluster's Kubernetes version; kept with the events.",
      example: "1.34"
    ),
  ]

  let call: ServerCall

  /// Stores the body, and tells what became of it.
  ///
  /// Throws `ServerFault` where something of it cannot be read: then nothing is stored.
  func answer() async throws -> ServerAnswer {
    guard call.server.options.acceptsEvents else { throw ServerFault.readsOnly }
    try checkRestriction()
    call.running.enter(.receiving)
    let limit = call.server.options.limits.ingestBytesMax
    let body = try await ServerCall.body(
      of: call.request,
      call.running,
      call.server.registry,
      bytesMax: limit
    )
    guard body.readableBytes > 0 else {
      throw ServerFault.body("the body is empty", help: "send watch records, one on each line")
    }
    let options = makeOptions()
    // The events are made of a copy.
    call.hold(body.readableBytes)
    try call.running.check()
    call.running.enter(.working)
    let log = call.server.workers.log
    let bytes = Array(body.readableBytesView)
    let (report, head) = try await call.server.workers.run {
      let importer = Importer(log: log, options: options) { _ in }
      let report = try importer.importAtomically(bytes, named: "the request's body")
      return (report, try log.read { try $0.head() })
    }
    if let failure = report.failures.first { throw Self.fault(failure) }
    let stored = report.appended + report.seen
    call.running.note { $0.rows = stored }
    call.server.metrics.count {
      $0.eventsIngested += stored
      $0.eventsKnown += report.duplicates
    }
    return .json(Self.text(report, stored: stored, head))
  }

  private func checkRestriction() throws(ServerFault) {
    let restriction = call.principal.restriction
    guard restriction.namespaces == nil else { throw .unrestrictedOnly("adding events") }
    let cluster = call.parameters["cluster"] ?? "default"
    guard restriction.allows(cluster: cluster) else {
      throw .forbiddenCluster(cluster, to: "add events of")
    }
  }

  private func makeOptions() -> ImportOptions {
    let log = call.server.workers.log
    var options = ImportOptions(
      importTime: call.running.receivedAt,
      cluster: call.parameters["cluster"] ?? "default",
      retention: call.server.options.retention,
      kubernetesVersion: call.parameters["kubernetesVersion"],
      assumedTime: call.parameters.instant("at"),
      batchEventsMax: .max,
      revisionReached: { cluster, instant in
        try log.read { snapshot in
          try ProjectionSnapshot(snapshot).revisionReached(by: instant, cluster: cluster)
        }
      }
    )
    options.contentBytesMax = call.server.options.limits.ingestUnpackedBytesMax
    return options
  }

  private static func fault(_ failure: ImportFailure) -> ServerFault {
    var place = ""
    if let line = failure.line { place = "line \(line): " }
    if let offset = failure.byteOffset, failure.line == nil { place = "byte \(offset): " }
    return .body(
      place + failure.message,
      help: "nothing was stored: correct it, and send all of it again"
    )
  }

  private static func text(
    _ report: ImportReport,
    stored: Int,
    _ head: (position: LogPosition, hash: ChainHash)
  ) -> String {
    var json = JSONWriter()
    json.object { json in
      for (name, count) in [
        ("records", report.records), ("stored", stored), ("seen", report.seen),
        ("known", report.duplicates), ("differing", report.differingBodies),
      ] {
        json.member(name, count)
      }
      json.key("notes")
      json.array { json in for note in report.notes { json.write(note.message) } }
      json.member("head", head: head)
    }
    json.newline()
    return json.text
  }
}
