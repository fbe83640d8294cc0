internal import Diagnostics
internal import Foundation
internal import HTTPTypes
internal import KubernetesRules
internal import NIOCore
internal import QueryEngine
internal import TopologyModel

/// A query as it is asked over HTTP: its text, what it is asked in, and how it is answered.
struct AskedQuery: Sendable {
  var source: SourceText
  var context: QueryContext
  var format: ContentFormat<AnswerFormat>
  var display: DisplayOptions
  var time: ClientBounds.Time

  /// The parameters that tell what a query is asked in.
  static let contextParameters: [EndpointParameter] = [
    EndpointParameter(
      name: "at",
      kind: .instant,
      description: "What `now` means, and when questions without a time clause look.",
      example: "2026-11-23T04:39:51Z"
    ),
    EndpointParameter(
      name: "namespace",
      kind: .text,
      description: "The namespace of bare names; `default` where it is left out.",
      example: "shop"
    ),
    EndpointParameter(
      name: "cluster",
      kind: .text,
      description: "The cluster, where the store has several and the query names none.",
      example: "prod"
    ),
    EndpointParameter(
      name: "param",
      kind: .values,
      description: "The values of the parameters that the query's header declares, by name.",
      example: "param[service]=shop/cart"
    ),
    EndpointParameter(
      name: "kubernetesVersion",
      kind: .version,
      description: "The Kubernetes version whose rules hold; else the recorded one.",
      example: "1.34"
    ),
    EndpointParameter(
      name: "dnsZone",
      kind: .text,
      description: "The cluster's DNS zone.",
      example: "cluster.local"
    ),
    EndpointParameter(
      name: "findingLag",
      kind: .duration,
      description: "How long a finding must hold where controllers may lag behind.",
      example: "30s"
    ),
    EndpointParameter(
      name: "exclude",
      kind: .text,
      isRepeated: true,
      description: "A finding to leave out, as a line of a file of exclusions has it.",
      example: "ST203 service shop/*"
    ),
    EndpointParameter(
      name: "timeout",
      kind: .duration,
      description: "How long it may take, at most the client's limit.",
      example: "5s"
    ),
  ]

  /// The parameters that tell how a query is answered.
  static let answerParameters: [EndpointParameter] = [
    EndpointParameter(
      name: "format",
      kind: .choice(ContentFormat<AnswerFormat>.answers.map(\.name)),
      description: "The format; it counts more than `Accept`.",
      example: "json"
    ),
    EndpointParameter(
      name: "rows",
      kind: .integer(0...100_000_000),
      description: "The most rows, at most the client's limit; what is cut off is told in a note.",
      example: "1000"
    ),
    EndpointParameter(
      name: "tz",
      kind: .text,
      description: "The time zone of formats for people.",
      example: "Europe/Berlin"
    ),
    EndpointParameter(
      name: "width",
      kind: .integer(DisplayOptions.widthMin...10_000),
      description: "The columns of the screen that tables are to fit.",
      example: "100"
    ),
    EndpointParameter(
      name: "ascii",
      kind: .flag,
      description: "Whether charts are drawn with ASCII characters only.",
      example: "true"
    ),
    EndpointParameter(
      name: "color",
      kind: .flag,
      description: "Whether charts are colored with ANSI escape sequences.",
      example: "false"
    ),
    .ifNoneMatch, .hints,
  ]

  static let textParameter = EndpointParameter(
    name: "query",
    kind: .text,
    isRequired: true,
    description: "The query in TQL.",
    example: "pods serving shop/cart on port 80 at 2026-11-23T04:39:51Z"
  )

  /// Reads what is asked; `text` is the query's.
  ///
  /// Throws `ServerFault` where a parameter is wrong.
  init(_ call: ServerCall, name: String = "query", text: String) throws(ServerFault) {
    let given = call.parameters
    source = SourceText(name: name, text: text)
    context = try call.queryContext()
    if let rows = given.integer("rows") { context.rowsMax = min(rows, context.rowsMax) }
    let accept = call.header(.accept)
    format = try ContentFormat<AnswerFormat>.answers.chosen(named: given["format"], accept: accept)
    var zone = DisplayZone.utc
    if let name = given["tz"] {
      guard let found = call.server.environment.zone(name) else {
        throw .parameter("tz", name, expected: "a zone such as `Europe/Berlin`, or `UTC`")
      }
      zone = found
    }
    display = DisplayOptions(
      width: given.integer("width"),
      zone: zone,
      glyphs: given.flag("ascii") ? .ascii : .unicode,
      isColored: given.flag("color"),
      hints: HintSpelling(header: call.header(.hints))
    )
    time = call.time()
    let (cluster, namespace) = (context.cluster, given["namespace"])
    call.running.note {
      $0.query = text
      $0.cluster = cluster
      $0.namespace = namespace
    }
  }
}

extension ServerCall {
  /// What queries are asked in, by the parameters and by who asks.
  func queryContext() throws(ServerFault) -> QueryContext {
    var context = QueryContext(now: server.environment.now())
    if let instant = parameters.instant("at") {
      context.now = instant
      context.endsAtNow = true
    }
    context.namespace = parameters["namespace"] ?? "default"
    context.cluster = parameters["cluster"]
    context.parameters = parameters.named
    context.rowsMax = bounds.rows.value
    context.restriction = principal.restriction
    context.kubernetesVersion = parameters["kubernetesVersion"].flatMap { KubernetesVersion($0) }
    if let zone = parameters["dnsZone"] { context.dnsZone = zone }
    if let lag = parameters.duration("findingLag") { context.findingLag = lag }
    do {
      let lines = parameters.all("exclude").joined(separator: "\n")
      context.exclusions = try FindingExclusions(parsing: lines)
    } catch {
      throw .parameter(
        "exclude",
        parameters.all("exclude").joined(separator: "; "),
        expected: error.message
      )
    }
    return context
  }
}
