internal import TopologyModel

extension ClusterSimulation {
  /// How many objects of a list are told at once.
  private static let listedItemsMax = 64

  /// Tells what was received by a time, in order of time.
  func deliver(upTo time: Int64) {
    while true {
      var found: (index: Int, time: Int64)?
      for index in streams.indices {
        guard let next = streams[index].nextReceived, next <= time else { continue }
        if next < found?.time ?? .max { found = (index, next) }
      }
      guard let index = found?.index else { return }
      tell(streams[index].next())
    }
  }

  /// Tells a record that waited in no queue.
  func emit(
    _ kind: ResourceKind,
    _ content: SimulatedRecord.Content,
    revision: UInt64,
    at time: Instant
  ) {
    tell(SimulatedRecord(receivedAt: time, kind: kind, revision: revision, content: content))
  }

  private func tell(_ record: SimulatedRecord) {
    batch.records.append(record)
    switch record.content {
    case .change(_, let body):
      batch.byteCount += body.count
      ledger.prove(record.revision, at: record.receivedAt)
    case .listItem(let body): batch.byteCount += body.count
    case .bookmark, .listEnded: ledger.prove(record.revision, at: record.receivedAt)
    case .listBegan, .resumed, .expired, .paused, .continued, .ended: break
    }
  }

  // MARK: Sessions

  /// Plans what recorders and servers do by themselves.
  func planRecording() {
    listing = ListingState(kinds: ResourceKind.allCases, revision: revision)
    for kind in ResourceKind.allCases {
      queue.add(.bookmark(kind), at: now + random.milliseconds(50_000...65_000))
      queue.add(.resume(kind), at: now + random.milliseconds(1_800_000...3_600_000))
    }
    planGap()
  }

  /// The server says up to where the kind was told.
  func bookmark(_ kind: ResourceKind) {
    queue.add(.bookmark(kind), at: now + random.milliseconds(58_000...62_000))
    guard isTold(kind) else { return }
    enqueue(.bookmark, of: kind)
  }

  /// The server ends a watch that was open long enough.
  func resume(_ kind: ResourceKind) {
    queue.add(.resume(kind), at: now + random.milliseconds(1_800_000...3_600_000))
    guard isTold(kind) else { return }
    enqueue(.bookmark, of: kind)
    enqueue(.resumed, of: kind)
  }

  private func enqueue(_ content: SimulatedRecord.Content, of kind: ResourceKind) {
    streams[kind.rawValue - 1].enqueue(
      content,
      revision: revision,
      committed: max(now, lastCommit),
      byteCount: 0,
      jitter: parameters.disorder == 0 ? 0 : random.milliseconds(1...12),
      delayMax: Int64(parameters.disorder) * Self.millisecond
    )
  }

  // MARK: Gaps

  private func planGap() {
    guard parameters.gapsOfDay > 0 else { return }
    let mean = 86_400 / parameters.gapsOfDay * (0.5 + Double(random.below(1_000)) / 1_000)
    queue.add(.breakWatches, at: now + Int64(mean * Double(Self.second)))
  }

  /// Breaks the watch of one kind or of all, in one of the ways in which it can break.
  func breakWatches() {
    let kinds = random.oneIn(2) ? ResourceKind.allCases : [ResourceKind.allCases[random.below(4)]]
    if random.oneIn(3) { pause(kinds) } else { expire(kinds) }
    planGap()
  }

  /// Ends the watch of one kind or of all, since the revision to go on from is too old.
  ///
  /// What waited to be told is lost.
  private func expire(_ kinds: [ResourceKind]) {
    let time = passTime(0)
    deliver(upTo: time)
    for kind in kinds {
      let index = kind.rawValue - 1
      let last = streams[index].lastRevision
      forgetChanges(streams[index].expire())
      let instant = Instant(nanoseconds: time)
      emit(kind, .bookmark, revision: last, at: instant)
      emit(kind, .expired(oldest: revision), revision: last, at: instant)
      gaps[kind] = (time, last)
    }
    queue.add(.relist(kinds), at: now + random.milliseconds(2_000...40_000))
  }

  /// Loses the connection for a while that is short enough to go on where the watch was.
  private func pause(_ kinds: [ResourceKind]) {
    let time = passTime(0)
    deliver(upTo: time)
    for kind in kinds {
      let index = kind.rawValue - 1
      let last = streams[index].lastRevision
      streams[index].pause()
      emit(kind, .bookmark, revision: last, at: Instant(nanoseconds: time))
      emit(kind, .paused, revision: last, at: Instant(nanoseconds: time))
      gaps[kind] = (time, last)
    }
    queue.add(.goOn(kinds), at: now + random.milliseconds(1_000...15_000))
  }

  /// Goes on with watches that were paused.
  func goOn(_ kinds: [ResourceKind]) {
    guard !kinds.isEmpty else { return }
    let time = passTime(0)
    deliver(upTo: time)
    for kind in kinds {
      let index = kind.rawValue - 1
      let last = streams[index].lastRevision
      streams[index].goOn(at: time)
      emit(kind, .continued, revision: last, at: Instant(nanoseconds: time))
      emit(kind, .bookmark, revision: last, at: Instant(nanoseconds: time))
      tellGap(kind, until: time, revision: last)
    }
  }

  /// The recorder lists what it had lost.
  func relist(_ kinds: [ResourceKind]) {
    listing = ListingState(kinds: kinds, revision: revision)
  }

  /// Tells of a gap that has ended, or that nothing ended.
  func tellGap(_ kind: ResourceKind, until: Int64?, revision: UInt64?) {
    guard let gap = gaps.removeValue(forKey: kind) else { return }
    ledger.tell(
      .gap(
        SimulatedTruth.Gap(
          kind: kind,
          from: Instant(nanoseconds: gap.from),
          until: until.map { Instant(nanoseconds: $0) },
          fromRevision: gap.revision,
          untilRevision: revision
        )
      )
    )
  }

  // MARK: Lists

  /// Tells the next objects of a list; meanwhile nothing changes.
  func listNext() {
    guard var state = listing, let kind = state.kinds.first else {
      listing = nil
      return
    }
    if state.time == nil {
      let time = passTime(Self.millisecond + Int64(random.below(4_000_000)))
      deliver(upTo: time)
      state.time = time
      state.places = places(of: kind)
      state.position = 0
      emit(kind, .listBegan, revision: state.revision, at: Instant(nanoseconds: time))
    }
    let time = Instant(nanoseconds: state.time ?? now)
    let end = min(state.position + Self.listedItemsMax, state.places.count)
    for place in state.places[state.position..<end] {
      let revision = write(kind, at: place)
      emit(kind, .listItem(body: text.take()), revision: revision, at: time)
    }
    state.position = end
    if end == state.places.count {
      emit(kind, .listEnded, revision: state.revision, at: time)
      streams[kind.rawValue - 1].open(at: time.nanoseconds, revision: state.revision)
      tellGap(kind, until: time.nanoseconds, revision: state.revision)
      state.kinds.removeFirst()
      state.time = nil
      if state.kinds.isEmpty, recordingStart == 0 { recordingStart = time.nanoseconds }
    }
    listing = state.kinds.isEmpty ? nil : state
  }

  /// Writes an object to `text`; returns its revision.
  private func write(_ kind: ResourceKind, at place: ListingState.Place) -> UInt64 {
    let index = place.index
    switch kind {
    case .service:
      text.add(workloads[index])
      return workloads[index].revision
    case .endpointSlice:
      writeSlice(place.slice, of: index)
      return workloads[index].slices[place.slice].revision
    case .pod:
      writePod(index)
      return pods[index].revision
    case .node:
      text.add(nodes[index])
      return nodes[index].revision
    }
  }

  /// Where the objects of a kind are, in the order of namespaces and names.
  private func places(of kind: ResourceKind) -> [ListingState.Place] {
    var found: [(namespace: String, name: String, place: ListingState.Place)] = []
    switch kind {
    case .service:
      for (index, workload) in workloads.enumerated() where workload.isLive {
        found.append((workload.namespace, workload.name, ListingState.Place(index: index)))
      }
    case .endpointSlice:
      for (index, workload) in workloads.enumerated() {
        for (number, slice) in workload.slices.enumerated() {
          let place = ListingState.Place(index: index, slice: number)
          found.append((workload.namespace, slice.name, place))
        }
      }
    case .pod:
      for (index, pod) in pods.enumerated() where pod.isLive {
        let namespace = workloads[pod.workload].namespace
        found.append((namespace, pod.name, ListingState.Place(index: index)))
      }
    case .node:
      for (index, node) in nodes.enumerated() {
        found.append(("", node.name, ListingState.Place(index: index)))
      }
    }
    found.sort { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
    return found.map(\.place)
  }
}
