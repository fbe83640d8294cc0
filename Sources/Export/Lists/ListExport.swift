public import EventLog
internal import KubernetesObjects
internal import Projections
internal import TopologyModel

/// Writes the topology at a moment as a `v1` `List`: Nodes, Services, EndpointSlices and Pods as they
/// were stored, each kind by namespace, then name.
public struct ListExport {
  private let reads: ProjectionSnapshot
  private let context: ClusterContext
  private let revisions: RevisionVector
  private let scope: ExportScope
  private let text: BodyText
  private let parser = JSONParser()

  /// The kinds, those first that others refer to.
  private static let kinds: [ResourceKind] = [.node, .service, .endpointSlice, .pod]

  /// Writes the list.
  ///
  /// - Throws: `ExportError` where the cluster is not known or nothing was known at that moment,
  ///   `EventLogError` where the log cannot be read, and what the sink throws.
  public static func write(
    _ snapshot: LogSnapshot,
    at moment: ListMoment,
    scope: ExportScope,
    layout: ListLayout,
    anonymizer: Anonymizer?,
    to sink: any ByteSink
  ) throws -> ExportReport {
    let log = try ClusterLog(snapshot, scope: scope) { _ in }
    let reads = try ProjectionSnapshot(snapshot)
    guard let (context, revisions) = try find(moment, log.name, reads) else {
      throw ExportError.nothingKnown(moment.description)
    }
    let export = ListExport(
      reads: reads,
      context: context,
      revisions: revisions,
      scope: scope,
      text: BodyText(anonymizer: anonymizer)
    )
    var report = ExportReport()
    try export.addCoverage(moment, to: &report)
    try StoreNotes.add(log, to: &report)
    try export.write(layout, to: sink, &report)
    return report
  }

  private init(
    reads: ProjectionSnapshot,
    context: ClusterContext,
    revisions: RevisionVector,
    scope: ExportScope,
    text: BodyText
  ) {
    self.reads = reads
    self.context = context
    self.revisions = revisions
    self.scope = scope
    self.text = text
  }

  private static func find(
    _ moment: ListMoment,
    _ cluster: String,
    _ reads: ProjectionSnapshot
  ) throws -> (ClusterContext, RevisionVector)? {
    let epochs = try reads.epochs(of: cluster)
    let context: ClusterContext?
    let revisions: RevisionVector?
    switch moment {
    case .instant(let instant):
      context = epochs.last { $0.begunAt <= instant }?.context
      revisions = try context.map { try reads.reached(at: instant, $0) }
    case .revision(let revision):
      context = epochs.last?.context
      revisions = RevisionVector(all: revision)
    case .latest:
      context = epochs.last?.context
      let last = try context.flatMap { try reads.latestObservation($0) }
      revisions = try context.map {
        try reads.reached(at: last ?? Instant(nanoseconds: .max), $0)
      }
    }
    guard let context, let revisions, !revisions.isEmpty else { return nil }
    return (context, revisions)
  }

  private func addCoverage(_ moment: ListMoment, to report: inout ExportReport) throws {
    for kind in Self.kinds where scope.contains(kind, observedIn: nil) {
      let records = try reads.coverage(of: kind, context)
      let timeline = CoverageTimeline(records)
      let isObserved: Bool
      switch moment {
      case .instant(let instant):
        isObserved = timeline.isObserved(at: instant) || timeline.isAwaited(at: instant)
      case .revision(let revision): isObserved = timeline.isKnown(at: revision)
      case .latest:
        guard let revision = revisions[kind] else { continue }
        isObserved = timeline.isListed(by: revision)
      }
      guard !isObserved else { continue }
      let isKnown = !records.listings.isEmpty || !records.sessions.isEmpty
      report.note(
        isKnown
          ? "\(kind.resourceName) were not observed at \(moment): they are as they were known last"
          : "\(kind.resourceName) were never observed"
      )
    }
  }

  private func write(
    _ layout: ListLayout,
    to sink: any ByteSink,
    _ report: inout ExportReport
  ) throws {
    var head = JSONText()
    switch layout {
    case .yaml: head.add("apiVersion: v1\nkind: List\nmetadata: {}\nitems:")
    case .json: head.add(#"{"apiVersion":"v1","kind":"List","metadata":{},"items":["#)
    }
    try sink.write(head.take())
    var yaml = YAMLText()
    try forEachObject { body in
      switch layout {
      case .yaml:
        if report.count == 0 { head.add("\n") }
        try parser.withDocument(body) { yaml.addElement($0) }
        try sink.write(head.take() + yaml.take())
      case .json:
        head.add(report.count == 0 ? "\n" : ",\n")
        head.add(json: body)
        try sink.write(head.take())
      }
      report.count += 1
    }
    switch layout {
    case .yaml: head.add(report.count == 0 ? " []\n" : "")
    case .json: head.add("\n]}\n")
    }
    try sink.write(head.take())
  }

  private func forEachObject(_ body: ([UInt8]) throws -> Void) throws {
    for kind in Self.kinds where scope.contains(kind, observedIn: nil) {
      guard let revision = revisions[kind] else { continue }
      let runs = try reads.objects(
        kind: kind,
        namespace: scope.namespace,
        at: revision,
        context
      ).occupants
      for run in runs {
        let shown = try reads.withBody(ofObject: run.objectID, at: revision) {
          try text.text(of: $0, kind: kind, namesKind: true)
        }
        if let shown { try body(shown) }
      }
    }
  }
}
