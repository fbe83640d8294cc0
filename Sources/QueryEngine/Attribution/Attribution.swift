/// What is known of an address at an instant, and of a port there.
///
/// It is shared by all instants for which it is the same, and bears what a writer made of it.
public final class Attribution {
  /// The rows of `owners of ip` at the instant.
  ///
  /// The one that is meant most likely comes first, then the others in the language's order. None where
  /// Pods were not listed yet.
  public let owners: [AttributedOwner]
  /// The Services that a connection to the address may have been meant for, sorted.
  public let services: [AttributedService]
  /// The codes of the notes that the answer has.
  public let notes: [String]
  /// Whether all kinds that tell the owner were observed then.
  public let isObserved: Bool
  /// What a writer made of it, kept for the next row that gets the same.
  public var rendering: [UInt8] = []
  /// What a writer made of it for its further columns.
  public var renderings: [[UInt8]] = []

  init(
    owners: [AttributedOwner],
    services: [AttributedService],
    notes: [String],
    isObserved: Bool
  ) {
    self.owners = owners
    self.services = services
    self.notes = notes
    self.isObserved = isObserved
    isAmbiguous = notes.contains(NoteCode.ambiguousOwner.rawValue)
  }

  /// Whether several objects held the address.
  public let isAmbiguous: Bool

  /// The note of a port that told which of several owners was meant.
  public static let decidedByPort = "decided-by-port"
  /// The note of candidates of Services that rest on slices which nobody was watching.
  public static let slicesNotObserved = "slices-not-observed"
  /// The note of a Service that had no port of the number.
  public static let unknownPort = NoteCode.unknownPort.rawValue
}
