import EventLog
import TopologyModel

/// The topology at a revision by brute force: all that was told, looked through every time.
///
/// It shares nothing with the projections but the facts that objects were decoded to.
struct NaiveReplay {
  /// An object as it was at a revision.
  struct Object {
    var reference: ObjectReference
    var facts: ObjectFacts
    /// The revision of the last state.
    var revision: Revision
  }

  private struct Assertion {
    var revision: Revision
    /// Nil for an end.
    var facts: ObjectFacts?
  }

  /// The one that is looked at; nil for all.
  private let namespace: String?
  private var assertions: [ObjectReference: [Assertion]] = [:]
  private struct Listing {
    /// Nil for one of all namespaces.
    var namespace: String?
    var revision: Revision
    var uids: Set<String>
  }

  private var listings: [ResourceKind: [Listing]] = [:]

  init(_ drafts: [EventDraft], namespace: String? = nil) {
    self.namespace = namespace
    for draft in drafts {
      guard let revision = draft.revision else { continue }
      switch draft.content {
      case .object(let reference, let assertion, _, let facts):
        guard namespace.map({ $0 == reference.slot.namespace }) ?? true else { continue }
        assertions[reference, default: []].append(
          Assertion(revision: revision, facts: assertion == .state ? facts : nil)
        )
      case .audit: continue
      case .observation(let details):
        guard draft.type == .listingComplete else { continue }
        listings[details.kind, default: []].append(
          Listing(
            namespace: details.namespace,
            revision: revision,
            uids: Set(details.members.map { $0.uid })
          )
        )
      }
    }
  }

  /// The objects of a kind at a revision, ordered by name.
  func objects(_ kind: ResourceKind, at revision: Revision) -> [Object] {
    let all = assertions.keys.filter { $0.slot.kind == kind }.sorted()
      .compactMap { reference -> (object: Object, since: Revision)? in
        let last = assertions[reference]?.filter { $0.revision <= revision }
          .max { $0.revision < $1.revision }
        guard let last, let facts = last.facts else { return nil }
        let isLacking = listings[kind]?.contains { listing in
          listing.revision > last.revision && listing.revision <= revision
            && (listing.namespace.map { $0 == reference.slot.namespace } ?? true)
            && !listing.uids.contains(reference.uid)
        }
        guard !(isLacking ?? false) else { return nil }
        let first = assertions[reference]?.map { $0.revision }.min() ?? last.revision
        return (Object(reference: reference, facts: facts, revision: last.revision), first)
      }
    // A slot holds one incarnation at a time: the one that took it last.
    return all.filter { candidate in
      !all.contains { other in
        other.object.reference.slot == candidate.object.reference.slot
          && (other.since, other.object.reference.uid)
            > (candidate.since, candidate.object.reference.uid)
      }
    }.map { $0.object }
  }
}
