internal import NIOCore

/// The bounds of a server (docs/reference/limits.md).
public struct ServerLimits: Sendable {
  /// The most connections that are open at once.
  public var connectionsMax = 4096
  /// The most requests of one client that run at once.
  public var requestsOfClientMax = 16
  /// The most streams of live events of one client.
  public var streamsOfClientMax = 8
  /// The most requests that run or wait at once.
  public var requestsMax = 256
  /// How many requests a second a client may make for long; 0 for as many as it likes.
  public var requestsPerSecond = 0.0
  /// How many it may make at once before that counts.
  public var requestsBurst = 100.0
  /// The most rows of an answer.
  public var rowsMax = 100_000
  /// Of how many events a log has to be at least for answers about all of it to be read while they are
  /// sent.
  public var streamedEventsMin: Int64 = 20_000
  /// How long a query may run, in seconds.
  public var querySeconds = 30.0
  /// How long a report, an attribution, or an answer that is read while it is sent may run, in seconds.
  public var reportSeconds = 600.0
  /// The bytes of memory of the process above which a request is ended.
  public var memoryBytesMax = 2 << 30
  /// The most bytes that the requests of one client hold together.
  public var memoryOfClientBytesMax = 1 << 30
  /// The most bytes of a request that is read as a whole.
  public var bodyBytesMax = 2 << 20
  /// The most bytes of a request with events.
  public var ingestBytesMax = 256 << 20
  /// The most bytes that a compressed request with events is unpacked to.
  public var ingestUnpackedBytesMax = 512 << 20
  /// The most bytes of headers.
  public var headerBytesMax = 32 << 10
  /// How long a connection may be idle, or a head incomplete, in seconds.
  public var idleSeconds = 60.0
  /// How long a body may take to arrive, in seconds.
  public var bodySeconds = 30.0
  /// How long a client that streams may send nothing, in seconds.
  public var streamSilenceSeconds = 60.0
  /// How long a client may take nothing of an answer, in seconds.
  public var slowReaderSeconds = 30.0
  /// How long requests may go on once the server is asked to end, in seconds.
  public var drainSeconds = 20.0
  /// The most events of a page.
  public var eventsPerPageMax = 1000
  /// How often the log is looked at for live events, in seconds.
  public var liveSeconds = 0.2
  /// How often a stream of live events says that it is there, in seconds.
  public var heartbeatSeconds = 15.0
  /// How many threads read the store for queries, and as many for attributions.
  public var threads = 8

  /// How many reads of the store there are at once: one of each thread, those of live events, and one of each
  /// event loop, so that no event loop waits for another read.
  public var readersMax: Int { 2 * threads + 2 + System.coreCount }

  /// How many requests may come at once of a client that may make so many a second.
  public static func burst(ofRate rate: Double) -> Double { max(rate, 1) * 2 }

  /// Creates the defaults.
  public init() {}
}
