internal import EventLog
package import Projections
package import TopologyModel

/// How far a store of the model has forgotten its clusters, and what of the model is there then.
///
/// In the model events lie in the order in which they were observed, and each says something of one
/// object or of none: so what a retention leaves can be said without it.
package struct ModelHorizon: Hashable, Sendable {
  /// Before when each cluster was forgotten; empty where nothing was.
  package private(set) var before: [String: Instant] = [:]

  /// The number of the last draft whose event may be gone; 0 where none is.
  package private(set) var last = 0

  /// The horizon of a store that holds every event.
  package static let none = ModelHorizon()

  private init() {}

  /// The horizon that a retention makes of this one, where so many drafts are there; nil where it
  /// forgets nothing.
  package func after(
    _ request: RetentionRequest,
    of model: StoreModel,
    stored: Int
  ) -> ModelHorizon? {
    guard case .before(let instant) = request.extent else { return nil }
    var next = self
    let own = Dictionary(grouping: 1...max(1, stored)) { model.drafts[$0 - 1].feed.cluster }
    for (cluster, numbers) in own where request.cluster == nil || request.cluster == cluster {
      let observed = numbers.map { StoreModel.observedAt($0) }
      // What was observed last stays.
      let bound = min(instant, observed[observed.count - 1])
      guard bound >= observed[0], bound > before[cluster] ?? Instant(nanoseconds: .min) else {
        continue
      }
      next.before[cluster] = bound
      next.last = max(next.last, numbers.last { StoreModel.observedAt($0) < bound } ?? 0)
    }
    let isLess = next.numbers(of: model, stored: stored) != numbers(of: model, stored: stored)
    return isLess ? next : nil
  }

  /// The numbers of the drafts that are there, of so many that were appended.
  package func numbers(of model: StoreModel, stored: Int) -> [Int] {
    let drafts = model.drafts.prefix(stored)
    /// The last draft about each object before its cluster's horizon.
    var latest: [String: Int] = [:]
    for (index, draft) in drafts.enumerated() where isBehind(draft) {
      guard case .object(let object, _, _, _) = draft.content else { continue }
      latest["\(draft.feed.cluster) \(object.slot.name)"] = index + 1
    }
    let open = Set(latest.values)
    return drafts.enumerated().compactMap { index, draft in
      guard isBehind(draft) else { return index + 1 }
      guard open.contains(index + 1), case .object(_, .state, _, _) = draft.content else {
        return nil
      }
      return index + 1
    }
  }

  private func isBehind(_ draft: EventDraft) -> Bool {
    before[draft.feed.cluster].map { draft.observedAt < $0 } ?? false
  }
}
