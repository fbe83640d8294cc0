public import KubernetesObjects
public import TopologyModel

/// What the caller decides about an import.
public struct ImportOptions: Sendable {
  /// The most events of one append; a listing is never split, however long it is.
  public static let batchEventsMaxDefault = 1000

  /// The cluster's name; nil for the name of the recording's folder, else `default`.
  public var cluster: String?
  /// What is removed from bodies at the door.
  public var retention: RedactionPolicy
  /// The cluster's Kubernetes version, such as `1.34`; nil where it is not known.
  public var kubernetesVersion: String?
  /// Whether records that cannot be read are counted and passed over.
  public var skipsInvalid: Bool
  /// When input without times was observed (`--at`); nil for its arrival or the moment of import.
  public var assumedTime: Instant?
  /// The moment of import, for input without times.
  public var importTime: Instant
  /// Tells the current time while standard input or another pipe is read, whose records without
  /// times are taken as observed when they arrive; nil for the moment of import.
  public var arrivalTime: (@Sendable () -> Instant)?
  /// Tells, while a stream is stored as it arrives, whether to end it; asked several times a second
  /// from its beginning on.
  public var endsStream: @Sendable () -> Bool = { false }
  /// What lists from files are complete for (`--complete`); nil where they end nothing.
  public var completeScope: CompleteScope?
  /// Whether `completeScope` follows from a file's place in a folder.
  var isScopeOfPlace = false
  /// How long a list must be for its items to be read one by one.
  var listBytesMin = ListOutline.bytesMin
  /// The namespace of manifests that name none.
  public var manifestNamespace: String
  /// What the watches of single watch files asked for; a recording's folder knows it by itself.
  public var watchScope: WatchScope
  /// The highest revision that the store has proof of by an instant, R(T) of architecture.md
  /// section 3; nil when there is none.
  public var revisionReached: @Sendable (_ cluster: String, _ at: Instant) throws -> Revision?
  /// The most events of one append.
  public var batchEventsMax: Int
  /// The most bytes that a content which was read already is unpacked to.
  public var contentBytesMax = FileContent.bytesMax

  /// Creates options.
  public init(
    importTime: Instant,
    arrivalTime: (@Sendable () -> Instant)? = nil,
    cluster: String? = nil,
    retention: RedactionPolicy = .standard,
    kubernetesVersion: String? = nil,
    skipsInvalid: Bool = false,
    assumedTime: Instant? = nil,
    completeScope: CompleteScope? = nil,
    manifestNamespace: String = "default",
    watchScope: WatchScope = .everything,
    batchEventsMax: Int = batchEventsMaxDefault,
    revisionReached: @escaping @Sendable (_ cluster: String, _ at: Instant) throws -> Revision? = {
      _,
      _ in nil
    }
  ) {
    self.importTime = importTime
    self.arrivalTime = arrivalTime
    self.cluster = cluster
    self.retention = retention
    self.kubernetesVersion = kubernetesVersion
    self.skipsInvalid = skipsInvalid
    self.assumedTime = assumedTime
    self.completeScope = completeScope
    self.manifestNamespace = manifestNamespace
    self.watchScope = watchScope
    self.batchEventsMax = max(batchEventsMax, 1)
    self.revisionReached = revisionReached
  }

  /// The key of sessions in input without times: the same for each import of the same file,
  /// whenever it arrives, unless the caller asserts another time.
  var sessionStartOfTimeless: Instant { assumedTime ?? Instant(nanoseconds: 0) }
}
