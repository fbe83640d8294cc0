import EventLog
import HindcastTestSupport
import TopologyModel

extension HistoryGenerator {
  /// What is watched by itself of each kind: all of it, or single namespaces beside that or instead.
  static func scopes(
    of kinds: [ResourceKind],
    hasNamespaces: Bool,
    _ random: inout SplitMix64
  ) -> [Scope] {
    guard hasNamespaces else { return kinds.map { Scope(kind: $0, namespace: nil) } }
    let layouts: [[String?]] = [
      [nil, "a"], [nil, "a"], [nil, "a", "b"], ["a", "b"], ["a"], [nil],
    ]
    // A feed mostly watches of each kind the same.
    let common = random.oneIn(3) ? nil : random.pick(layouts)
    return kinds.flatMap { kind -> [Scope] in
      guard kind.isNamespaced else { return [Scope(kind: kind, namespace: nil)] }
      let layout = common ?? random.pick(layouts) ?? [nil]
      return layout.map { Scope(kind: kind, namespace: $0) }
    }
  }

  mutating func begin(part: Int) throws {
    time = time.advanced(byNanoseconds: 10_000_000_000)
    for scope in scopes {
      watches[scope] = Watch(part: part, last: time)
      try list(scope)
    }
  }

  mutating func end() throws {
    let isSettled = random.oneIn(2)
    for scope in scopes {
      guard var watch = watches[scope] else { continue }
      if watch.session != nil, isSettled {
        watch.last = max(watch.last, time)
        watch.revision = max(watch.revision, revision)
        tell(.bookmark, scope, &watch, revision: watch.revision)
      }
      if watch.session != nil { tell(.watchClosed, scope, &watch, revision: watch.revision) }
      done.append(
        History.Stream(
          kind: scope.kind,
          namespace: scope.namespace,
          part: watch.part,
          drafts: watch.drafts
        )
      )
    }
    for watch in watches.values { time = max(time, watch.last) }
  }

  /// Has the watches that cover an object tell of a change of it, at once or with a delay.
  mutating func deliver(_ draft: EventDraft, isPrompt: Bool = false) {
    for scope in scopes where draft.slot.map({ scope.covers($0) }) ?? false {
      guard var watch = watches[scope] else { continue }
      var draft = draft
      if watch.session == nil {
        watch.missed?.append(draft)
      } else {
        let delay = isPrompt ? 0 : Int64(random.number(0...4)) * 1_000_000_000
        watch.last = max(watch.last, time.advanced(byNanoseconds: delay))
        draft.observedAt = watch.last
        draft.feed = Self.feed(scope, watch.part)
        watch.drafts.append(draft)
        watch.revision = draft.revision.flatMap { Int($0.text) } ?? watch.revision
      }
      watches[scope] = watch
    }
  }

  mutating func resume(_ scope: Scope) {
    guard var watch = watches[scope], let missed = watch.missed else { return }
    watch.last = max(watch.last, time)
    watch.session = watch.last
    watch.missed = nil
    tell(.watchOpened, scope, &watch, revision: watch.revision)
    for var draft in missed {
      draft.observedAt = watch.last
      draft.feed = Self.feed(scope, watch.part)
      watch.drafts.append(draft)
      watch.revision = draft.revision.flatMap { Int($0.text) } ?? watch.revision
    }
    watches[scope] = watch
  }

  /// A complete listing at the current revision with all its objects, and a watch behind it.
  mutating func list(_ scope: Scope) throws {
    guard var watch = watches[scope] else { return }
    watch.last = max(watch.last, time)
    let feed = Self.feed(scope, watch.part)
    let listed = live.values.filter { scope.covers($0.object.slot) }
      .sorted { $0.object.slot < $1.object.slot }
    for item in listed {
      watch.drafts.append(
        try ScriptWorld.draft(
          of: item.object,
          type: .added,
          revision: Self.revision(item.revision),
          observedAt: watch.last,
          channel: .listing,
          feed: feed
        )
      )
    }
    let members = try listed.map {
      ObservationDetails.Member(uid: $0.object.uid, revision: try Self.revision($0.revision))
    }
    watch.session = watch.last
    watch.revision = revision
    tell(.listingComplete, scope, &watch, revision: revision, members: members)
    tell(.watchOpened, scope, &watch, revision: revision)
    watches[scope] = watch
  }

  func tell(
    _ type: EventType,
    _ scope: Scope,
    _ watch: inout Watch,
    revision: Int,
    members: [ObservationDetails.Member] = []
  ) {
    watch.ordinal += 1
    let details = ObservationDetails(
      kind: scope.kind,
      namespace: scope.namespace,
      selector: "",
      sessionStart: watch.session ?? watch.last,
      ordinal: watch.ordinal,
      members: members,
      isImplied: false,
      reason: ""
    )
    watch.drafts.append(
      EventDraft(
        feed: Self.feed(scope, watch.part),
        epoch: 0,
        type: type,
        observedAt: watch.last,
        evidence: Evidence(
          channel: type == .listingComplete ? .listing : .watch,
          timeSource: .received
        ),
        revision: Revision(String(revision)),
        content: .observation(details)
      )
    )
  }

  /// Each watch is a feed of its own, as those of a recorder are.
  static func feed(_ scope: Scope, _ part: Int) -> FeedDescription {
    let parts = [scope.kind.resourceName, scope.namespace, String(part)]
    let name = parts.compactMap { $0 }.joined(separator: "-")
    return FeedDescription(
      cluster: "test",
      identity: name,
      name: name,
      format: "random",
      retention: "full",
      kubernetesVersion: ""
    )
  }

  static func revision(_ number: Int) throws -> Revision {
    guard let revision = Revision(String(number)) else {
      throw ScriptError("\(number) is no revision")
    }
    return revision
  }
}

extension EventDraft {
  /// The slot of the object that it is about; nil for observations.
  var slot: ObjectSlot? {
    if case .object(let reference, _, _, _) = content { return reference.slot }
    return nil
  }
}
