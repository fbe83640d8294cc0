import Projections
import TopologyModel

/// Evaluates `show KIND OBJECT`: the object as it is stored, a row for each version.
struct ShowSource {
  let kind: ResourceKind
  let name: BoundName
  let scene: Scene

  func rows() throws -> [StateRow] {
    try scene.objects(kind, matching: name).compactMap { run in
      guard let version = try scene.version(of: run),
        let document = try scene.reads.document(of: version.facts.event)
      else { return nil }
      var evidence = try RowEvidence(run, scene)
      try evidence.add(version)
      let slot = run.object.slot
      return try evidence.row(
        [
          .text(kind.kindName), .nonEmpty(slot.namespace), .text(slot.name),
          .nonEmpty(run.object.uid), .document(document),
        ],
        about: .whole
      )
    }
  }
}
