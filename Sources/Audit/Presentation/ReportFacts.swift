import QueryEngine
import TopologyModel

/// What every report states about itself, as pairs for people.
enum ReportFacts {
  /// The most notes of one code that formats for people and CSV tell.
  static let notesMax = 3

  /// The pairs in order, made safe for terminals.
  static func pairs(_ report: Report) -> [Report.Fact] {
    let statement = report.statement
    let request = statement.request
    var pairs: [(String, String)] = [
      (
        "Span",
        "from \(request.from) to \(request.to) (\(ReportText.duration(request.span.length)))"
      ),
      ("Scope", request.scope.text),
      ("Cluster", request.cluster ?? "none"),
      ("Coverage", report.coverageText),
      ("Basis", "event \(request.knownAt), chain hash \(statement.hash)"),
      (
        "Retention",
        report.forgottenBefore.map {
          "what was before \($0) was forgotten: nothing is told of that part of the span"
        } ?? "nothing of the span was forgotten"
      ),
    ]
    switch request.name {
    case .availability: pairs.append(("At least", "\(request.atLeast) endpoints"))
    case .changes: pairs.append(("Quiet time", ReportText.duration(request.quiet)))
    case .findings:
      pairs.append(("Finding lag", ReportText.duration(request.findingLag)))
      pairs.append(
        (
          "Rules left out",
          request.exclusions.isEmpty ? "none" : request.exclusions.joined(separator: "; ")
        )
      )
    case .membership: break
    }
    if request.name != .findings, !request.exclusions.isEmpty {
      pairs.append(("Rules left out", request.exclusions.joined(separator: "; ")))
    }
    pairs.append(
      ("Kubernetes version", request.kubernetesVersion ?? "the recorded one, else the newest known")
    )
    pairs.append(("DNS zone", request.dnsZone))
    if request.isConfined {
      pairs.append(("Confined", "to its namespace: other namespaces and Nodes were not looked at"))
    }
    pairs.append(("Made by", "Hindcast \(statement.toolVersion)"))
    return pairs.map { Report.Fact(name: $0.0, value: DisplayText.safe($0.1)) }
  }

  /// The notes and remarks as lines, made safe for terminals.
  static func notes(_ report: Report) -> [String] {
    var lines = report.remarks
    var counts: [NoteCode: Int] = [:]
    for note in report.notes {
      counts[note.code, default: 0] += 1
      guard counts[note.code, default: 0] <= notesMax else { continue }
      let help = note.help.map { "; \($0)" } ?? ""
      lines.append("\(note.code.rawValue): \(note.message)\(help)")
    }
    for (code, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue })
    where count > notesMax {
      lines.append("\(code.rawValue): \(count - notesMax) more; the format json has all of them")
    }
    return lines.map { DisplayText.safe($0) }
  }

  /// The span and the scope in a line.
  static func subtitle(_ report: Report) -> String {
    let request = report.statement.request
    let cluster = request.cluster.map { ", cluster \($0)" } ?? ""
    return DisplayText.safe("\(request.scope.text)\(cluster)")
  }
}
