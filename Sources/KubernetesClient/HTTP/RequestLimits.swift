/// How long and how much the client waits for, and reads.
public struct RequestLimits: Sendable {
  /// How long a connection may take, in seconds.
  public var connectSeconds = 10
  /// How long a server may take to answer at all, in seconds.
  public var answerSeconds = 60
  /// How long a server may be silent within an answer, in seconds: watches bring a bookmark about
  /// every minute, so that a longer silence is a connection that died unseen.
  public var silenceSeconds = 150
  /// The least and the most seconds that a watch is asked to last; servers end it cleanly then.
  public var watchSeconds = 300...600
  /// The most objects of one page of a list.
  public var pageObjectsMax = 500
  /// The most bytes of one page of a list.
  public var pageBytesMax = 512 << 20
  /// The most bytes of one watch record.
  public var recordBytesMax = 64 << 20

  /// Creates the defaults (docs/reference/limits.md).
  public init() {}
}
