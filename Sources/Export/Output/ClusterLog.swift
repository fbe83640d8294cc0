internal import EventLog
internal import TopologyModel

/// The events of one cluster.
struct ClusterLog {
  /// One event's place, for logs that are not in the order of time.
  private struct Place {
    var observedAt: Instant
    var position: LogPosition
  }

  /// What the log holds.
  let snapshot: LogSnapshot
  /// The cluster's name.
  let name: String
  /// The cluster's number.
  let id: Int64
  /// Behind what the cluster was forgotten; nil where nothing of it was.
  let horizon: RetentionHorizon?
  private let head: LogPosition
  private let progress: (ExportProgress) -> Void

  /// Finds the cluster that a scope names, or the only one.
  init(
    _ snapshot: LogSnapshot,
    scope: ExportScope,
    progress: @escaping (ExportProgress) -> Void
  ) throws {
    let clusters = try snapshot.clusters()
    let names = clusters.map { $0.name }
    if scope.cluster == nil, clusters.count > 1 { throw ExportError.clusterAmbiguous(names) }
    guard let found = clusters.first(where: { scope.cluster == nil || $0.name == scope.cluster })
    else { throw ExportError.clusterUnknown(scope.cluster, known: names) }
    self.snapshot = snapshot
    self.progress = progress
    (id, name) = (found.id, found.name)
    horizon = try snapshot.horizons().first { $0.clusterID == found.id }
    head = try snapshot.head().position
  }

  /// Calls `body` with the events in the order of their positions.
  func forEachByPosition(_ body: (StoredEvent) throws -> Void) throws {
    var count = 0
    try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
      if stored.clusterID == id { try body(stored) }
      tell(&count)
      return true
    }
  }

  /// Calls `body` with the events in the order in which they were observed, those of one instant in
  /// the order of their positions.
  ///
  /// A log of one import is in that order. Of any other, the positions and times are held, 16 bytes an
  /// event, and nothing else.
  func forEachByTime(_ body: (StoredEvent) throws -> Void) throws {
    guard let places = try places() else { return try forEachByPosition(body) }
    var count = 0
    for place in places {
      if let stored = try snapshot.event(at: place.position) { try body(stored) }
      tell(&count)
    }
  }

  /// The details of an observation.
  func details(of stored: StoredEvent) throws -> ObservationDetails {
    try ObservationDetails(decoding: try snapshot.body(at: stored.event.position))
  }

  /// The places in the order of time; nil where that is the order of the log.
  private func places() throws -> [Place]? {
    var last: Instant?
    var isOrdered = true
    try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
      guard stored.clusterID == id else { return true }
      if let last, stored.event.observedAt < last { isOrdered = false }
      last = stored.event.observedAt
      return isOrdered
    }
    guard !isOrdered else { return nil }
    var places: [Place] = []
    try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
      if stored.clusterID == id {
        places.append(
          Place(observedAt: stored.event.observedAt, position: stored.event.position)
        )
      }
      return true
    }
    return places.sorted { ($0.observedAt, $0.position) < ($1.observedAt, $1.position) }
  }

  private func tell(_ count: inout Int) {
    let interval = 256
    count += 1
    guard count % interval == 0 else { return }
    progress(ExportProgress(eventsRead: count, eventsTotal: Int(head.value)))
  }
}
