internal import Audit
internal import Diagnostics
internal import EventLog
internal import HTTPTypes
internal import NIOCore
internal import QueryEngine
internal import TopologyModel

/// Audit reports.
enum ReportEndpoints {
  static let all: [Endpoint] = [list, report]

  private static let list = Endpoint(
    method: .get,
    path: "/api/v1/reports",
    scope: .read,
    isRead: false,
    operation: Operation(
      id: "reports",
      summary: "List the reports.",
      tag: "Reports",
      successes: [.json("The reports.", "Reports")]
    )
  ) { _ in
    .json { json in
      json.key("reports")
      json.array { json in
        for name in ReportName.allCases {
          json.object { json in
            json.member("name", name.rawValue)
            json.member("summary", name.summary)
          }
        }
      }
    }
  }

  private static let report = Endpoint(
    method: .get,
    path: "/api/v1/reports/{name}",
    scope: .read,
    operation: Operation(
      id: "report",
      summary: "Make a report over a span.",
      description: """
        The same request on the same basis has the same bytes, and `hindcast report verify` checks \
        them. A report in CSV has several files: `part` names one of them.
        """,
      tag: "Reports",
      parameters: parameters,
      successes: [
        Operation.Success(
          description: "The report.",
          contents: ContentFormat<ReportFormat>.reports.map { format in
            .init(
              mediaType: format.mediaType,
              schema: format.format == .json ? SchemaText.anything : SchemaText.text
            )
          },
          headers: [.basis, .tag]
        ),
        Operation.Success(
          status: 304,
          description: "The client has the report already.",
          contents: []
        ),
      ],
      errors: [404, 406, 422]
    )
  ) { call in
    let format = try ContentFormat<ReportFormat>.reports.chosen(
      named: call.parameters["format"],
      accept: call.header(.accept)
    )
    var asked = try asked(call)
    if let allowed = call.principal.restriction.namespaces {
      guard let namespace = asked.oneNamespace else { throw ServerFault.severalNamespaces(allowed) }
      guard allowed.contains(namespace) else { throw ServerFault.forbiddenNamespace(namespace) }
      asked.isConfined = true
    }
    let report = asked
    let (known, part) = (call.parameters.integer("asKnownAt"), call.parameters["part"])
    let environment = call.server.environment
    let (restriction, running) = (call.principal.restriction, call.running)
    running.note {
      $0.query = "report \(report.name.rawValue) of \(report.pattern)"
      $0.cluster = report.cluster
      $0.namespace = report.oneNamespace
    }
    let (files, basis) = try await call.read(within: call.time(isLong: true)) { snapshot in
      let source = try ReportSource(
        snapshot,
        knownAt: known.map { Int64($0) },
        toolVersion: environment.toolVersion,
        restriction: restriction,
        isCancelled: { running.isStopped },
        noteHeld: { call.hold($0) }
      )
      let made = try source.make(try report.request(source, now: environment.now()))
      let files = made.files(format.format)
      call.hold(files.reduce(0) { $0 + $1.bytes.count })
      try running.check()
      return (files, made.statement)
    }
    let file = try file(files, part)
    let text = "\(basis.request.knownAt):\(basis.hash)"
    running.note { $0.basis = text }
    // Reports tell no times of their making, so that equal bytes are the same report.
    // Knowledge that is named fixes `now`, and with it all that was left open.
    let lifetime: QueryIdentity.Lifetime = known == nil ? .basis : .forever
    let tag = "W/\"\(ChainHash.contentIdentity(of: file.bytes).prefix(32))\""
    if let given = call.header(.ifNoneMatch), AnswerTag.matches(given, tag) {
      call.server.metrics.count { $0.notModified += 1 }
      var answer = ServerAnswer(status: .notModified, body: .none)
      answer.headers[.eTag] = tag
      answer.headers[.basis] = text
      answer.headers[.cacheControl] = lifetime.cacheControl
      return answer
    }
    var answer = ServerAnswer(body: .bytes(ByteBuffer(bytes: file.bytes)))
    answer.headers[.contentType] = format.contentType
    answer.headers[.basis] = text
    answer.headers[.eTag] = tag
    answer.headers[.cacheControl] = lifetime.cacheControl
    if format.format == .html {
      // One file with its own style and charts, and nothing that is loaded or run.
      answer.headers[.contentSecurityPolicy] =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
    }
    return answer
  }

  /// Reads what is asked for.
  private static func asked(_ call: ServerCall) throws(ServerFault) -> AskedReport {
    let text = call.path["name"] ?? ""
    guard let name = ReportName(rawValue: text) else {
      let all = ReportName.allCases.map(\.rawValue)
      throw ServerFault(
        .notFound,
        "no-such-report",
        "there is no report `\(text.prefix(200))`",
        help: EditDistance.closest(to: text, in: all).map { "did you mean `\($0)`?" }
          ?? "there are \(all.joined(separator: ", "))"
      )
    }
    let given = call.parameters
    let context = try call.queryContext()
    var asked = AskedReport(name)
    asked.from = given["from"]
    asked.to = given["to"]
    asked.service = given["service"]
    asked.namespace = given["namespace"]
    asked.cluster = given["cluster"]
    asked.atLeast = given.integer("atLeast") ?? asked.atLeast
    asked.quiet = given.duration("quiet") ?? asked.quiet
    asked.kubernetesVersion = given["kubernetesVersion"]
    asked.dnsZone = context.dnsZone
    asked.findingLag = context.findingLag
    asked.exclusions = context.exclusions.exclusions.map(\.text)
    return asked
  }

  /// The part that is asked for; the main file where none is.
  private static func file(_ files: [ReportFile], _ part: String?) throws(ServerFault) -> ReportFile
  {
    if let found = files.first(where: { $0.part == part }) { return found }
    let parts = files.compactMap(\.part)
    throw ServerFault(
      .notFound,
      "no-such-part",
      "the report has no part `\((part ?? "").prefix(200))`",
      help: parts.isEmpty ? "leave it out" : "there are \(parts.joined(separator: ", "))",
      parameter: "part"
    )
  }

  private static let parameters: [EndpointParameter] =
    [
      EndpointParameter(
        name: "name",
        place: .path,
        kind: .text,
        isRequired: true,
        description: "The name of the report.",
        example: "availability"
      ),
      EndpointParameter(
        name: "from",
        kind: .text,
        description: "The beginning, as the language writes it; where watching began, if left out.",
        example: "2026-11-23T04:30:00Z"
      ),
      EndpointParameter(
        name: "to",
        kind: .text,
        description: "The end, which is left out of it; the last observation, if left out.",
        example: "-5m"
      ),
      EndpointParameter(
        name: "service",
        kind: .text,
        description: "A Service, or a glob; all where it is left out.",
        example: "shop/*"
      ),
      EndpointParameter(
        name: "namespace",
        kind: .text,
        description: "A namespace, or a glob; all where it is left out.",
        example: "shop"
      ),
      EndpointParameter(
        name: "cluster",
        kind: .text,
        description: "The cluster, where the store has several.",
        example: "prod"
      ),
      EndpointParameter(
        name: "atLeast",
        kind: .integer(1...1_000_000),
        description: "How many endpoints the second share of the availability asks for.",
        example: "2"
      ),
      EndpointParameter(
        name: "quiet",
        kind: .duration,
        description: "How long nothing changes before an incident is over.",
        example: "60s"
      ),
      EndpointParameter(
        name: "asKnownAt",
        kind: .integer(1...Int.max),
        description: "The last event that may be known.",
        example: "4812"
      ),
      EndpointParameter(
        name: "format",
        kind: .choice(ContentFormat<ReportFormat>.reports.map(\.name)),
        description: "The format; it counts more than `Accept`.",
        example: "html"
      ),
      EndpointParameter(
        name: "part",
        kind: .text,
        description: "The part of a report in CSV; the main file where it is left out.",
        example: "outages"
      ),
    ]
    + AskedQuery.contextParameters.filter {
      ["kubernetesVersion", "dnsZone", "findingLag", "exclude", "timeout"].contains($0.name)
    } + [.ifNoneMatch, .hints]
}

extension ContentFormat<ReportFormat> {
  /// The formats of reports, in the order of preference.
  static let reports: [ContentFormat] = [
    ContentFormat(format: .json, name: "json", mediaType: "application/json"),
    ContentFormat(format: .html, name: "html", mediaType: "text/html"),
    ContentFormat(format: .markdown, name: "markdown", mediaType: "text/markdown"),
    ContentFormat(format: .csv, name: "csv", mediaType: "text/csv"),
  ]
}
