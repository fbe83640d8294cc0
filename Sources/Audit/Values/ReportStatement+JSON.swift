import Diagnostics
internal import Foundation
import QueryEngine
import TopologyModel

extension ReportStatement {
  /// The names of the members with their values, in order.
  var members: [ObjectDocument.Member] {
    let request = request
    let confined: [ObjectDocument.Member] =
      request.isConfined ? [.init("confined", .boolean(true))] : []
    return [
      .init("hindcastReport", .number(String(Self.layoutVersion))),
      .init("tool", .text(toolVersion)),
      .init("report", .text(request.name.rawValue)),
      .init("from", .text(request.from.description)),
      .init("to", .text(request.to.description)),
      .init("cluster", request.cluster.map { .text($0) } ?? .null),
      .init("namespace", .text(request.scope.namespace)),
      .init("service", .text(request.scope.service)),
      .init("atLeast", .number(String(request.atLeast))),
      .init("quiet", .text(ValueText.duration(request.quiet))),
      .init("kubernetesVersion", request.kubernetesVersion.map { .text($0) } ?? .null),
      .init("dnsZone", .text(request.dnsZone)),
      .init("findingLag", .text(ValueText.duration(request.findingLag))),
      .init("exclusions", .list(request.exclusions.map { .text($0) })),
    ] + confined + [
      .init("event", .number(request.knownAt.description)),
      .init("hash", .text(hash)),
    ]
  }

  /// The JSON on one line, in ASCII, so that it may stand in HTML and in a comment.
  var jsonText: String {
    var json = JSONWriter()
    ObjectDocument.object(members).write(to: &json)
    var text = ""
    for unit in json.text.utf16 {
      let isPlain = (0x20...0x7E).contains(unit) && !Self.guarded.contains(unit)
      if isPlain {
        text.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      } else {
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      }
    }
    return text
  }

  /// `<`, `>`, and `&`, which would end the element or the comment around it.
  private static let guarded: Set<UInt16> = [0x3C, 0x3E, 0x26]

  /// Reads the JSON of a statement; nil where it is none.
  init?(json: some DataProtocol) {
    guard let layout = try? JSONDecoder().decode(Layout.self, from: Data(json)) else { return nil }
    self.init(layout)
  }

  /// Reads the members as texts by name, the exclusions joined by line breaks; nil where they are
  /// none.
  init?(texts: [String: String]) {
    func number(_ name: String) -> Int64? { texts[name].flatMap { Int64($0) } }
    guard let version = number("hindcastReport"), let tool = texts["tool"],
      let report = texts["report"], let from = texts["from"], let to = texts["to"],
      let namespace = texts["namespace"], let service = texts["service"],
      let atLeast = number("atLeast"), let quiet = texts["quiet"], let zone = texts["dnsZone"],
      let lag = texts["findingLag"], let event = number("event"), let hash = texts["hash"]
    else { return nil }
    let layout = Layout(
      hindcastReport: Int(version),
      tool: tool,
      report: report,
      from: from,
      to: to,
      cluster: texts["cluster"].flatMap { $0.isEmpty ? nil : $0 },
      namespace: namespace,
      service: service,
      atLeast: Int(atLeast),
      quiet: quiet,
      kubernetesVersion: texts["kubernetesVersion"].flatMap { $0.isEmpty ? nil : $0 },
      dnsZone: zone,
      findingLag: lag,
      exclusions: (texts["exclusions"] ?? "").split(separator: "\n").map { String($0) },
      confined: texts["confined"] == "true",
      event: event,
      hash: hash
    )
    self.init(layout)
  }

  private init?(_ layout: Layout) {
    guard layout.hindcastReport == Self.layoutVersion,
      let name = ReportName(rawValue: layout.report),
      let from = Instant(rfc3339: layout.from), let to = Instant(rfc3339: layout.to),
      ReportRequest.isSpan(from: from, to: to), layout.atLeast >= 1, layout.event >= 1,
      ReportRequest.isDNSZone(layout.dnsZone),
      let quiet = ReportDuration.nanoseconds(layout.quiet),
      let lag = ReportDuration.nanoseconds(layout.findingLag)
    else { return nil }
    self.init(
      request: ReportRequest(
        name: name,
        from: from,
        to: to,
        scope: ReportScope(namespace: layout.namespace, service: layout.service),
        cluster: layout.cluster,
        atLeast: layout.atLeast,
        quiet: quiet,
        kubernetesVersion: layout.kubernetesVersion,
        dnsZone: layout.dnsZone,
        findingLag: lag,
        exclusions: layout.exclusions,
        isConfined: layout.confined ?? false,
        knownAt: LogPosition(layout.event)
      ),
      hash: layout.hash,
      toolVersion: layout.tool
    )
  }

  /// The members as they stand in JSON.
  private struct Layout: Decodable {
    var hindcastReport: Int
    var tool: String
    var report: String
    var from: String
    var to: String
    var cluster: String?
    var namespace: String
    var service: String
    var atLeast: Int
    var quiet: String
    var kubernetesVersion: String?
    var dnsZone: String
    var findingLag: String
    var exclusions: [String]
    /// Is there where it is true.
    var confined: Bool?
    var event: Int64
    var hash: String
  }
}
