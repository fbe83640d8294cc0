import EventLog
import KubernetesRules
import Projections
import TopologyModel

/// Evaluates `findings`: the audit rules over the objects of a scene.
///
/// Rules that wait for lag to pass give their rows here at once; `TimeShift.lag` takes the time off.
struct FindingsSource {
  /// The kinds that rules find something about.
  static let kinds: [ResourceKind] = [.service, .endpointSlice, .pod]

  let kind: ResourceKind?
  let name: BoundName
  let isPart: Bool
  let scene: Scene

  func rows() throws -> [StateRow] {
    let kinds = kind.map { [$0] } ?? Self.kinds
    return try kinds.flatMap { kind in
      try scene.objects(kind, matching: name).flatMap { run -> [StateRow] in
        let inputs = FindingInputs(scene: scene)
        var findings = try inputs.findings(run)
        if !isPart, self.kind == .endpointSlice { findings += try inputs.findings(ofSlice: run) }
        return try findings.compactMap { try row($0, run, inputs) }
      }
    }
  }

  private func row(
    _ finding: Finding,
    _ run: FactRun<ObjectFacts>,
    _ inputs: FindingInputs
  ) throws -> StateRow? {
    guard scene.settings.exclusions.exclusion(of: finding) == nil else { return nil }
    let subject = finding.subject
    var evidence = try RowEvidence(run, scene)
    let events = finding.evidence.compactMap { inputs.event(of: $0.object, $0.revision) }
    evidence.note(events.max())
    let values: [Value] = [
      .text(finding.ruleID), .text(subject.slot.kind.kindName), .nonEmpty(subject.slot.namespace),
      .text(subject.slot.name), .nonEmpty(subject.uid), .text(finding.severity.rawValue),
      .text(finding.message), .list(finding.evidence.map { .text(inputs.text($0)) }),
    ]
    // No controller has to catch up with manifests.
    let waits =
      !scene.cluster.isOfManifests
      && (FindingRules.rule(id: finding.ruleID)?.waitsForLag ?? false)
    // Manifests have no UID to tell them apart.
    let identity = "\(subject.slot.kind.kindName) \(subject) \(subject.uid)"
    let key: [Value] = [.text(finding.ruleID), .text(identity), .text(finding.detail)]
    return try evidence.row(values, about: .whole, continuity: waits ? key : nil)
  }
}
