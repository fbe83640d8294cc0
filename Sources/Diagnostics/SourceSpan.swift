/// A half-open range `[start, end)` of UTF-8 offsets in source text.
public struct SourceSpan: Hashable, Sendable {
  /// The offset of the first byte.
  public var start: SourceOffset
  /// The offset after the last byte; equal to `start` for a place between two bytes.
  public var end: SourceOffset

  /// Creates the span `[start, end)`.
  public init(_ start: SourceOffset, _ end: SourceOffset) {
    precondition(start <= end, "span starts at \(start), after its end \(end)")
    self.start = start
    self.end = end
  }

  /// Creates an empty span before the byte at `offset`.
  public init(at offset: SourceOffset) {
    self.init(offset, offset)
  }

  /// Whether the span covers no byte.
  public var isEmpty: Bool { start == end }

  /// The number of bytes covered.
  public var count: Int { end - start }

  /// The least span that covers this one and `other`.
  public func joined(with other: SourceSpan) -> SourceSpan {
    SourceSpan(min(start, other.start), max(end, other.end))
  }
}
