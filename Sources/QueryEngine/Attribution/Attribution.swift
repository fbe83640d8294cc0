/// What is known of an address at an instant, and of a port there.
///
/// It is shared by all instants for which it is the same.
public final class Attribution {
  /// What is meant most likely; nil where Pods were not listed yet, and where nothing held the address
  /// of what may be told.
  public let owner: AttributedOwner?
  /// What is said besides.
  public let remarks: AttributionRemarks

  init(owner: AttributedOwner?, remarks: AttributionRemarks) {
    self.owner = owner
    self.remarks = remarks
  }

  /// The rows of `owners of ip` at the instant.
  ///
  /// The one that is meant most likely comes first, then the others in the language's order. None where
  /// Pods were not listed yet.
  public var owners: [AttributedOwner] { (owner.map { [$0] } ?? []) + remarks.others }
  /// The Services that a connection to the address may have been meant for, sorted.
  public var services: [AttributedService] { remarks.services }
  /// The codes of the notes that the answer has.
  public var notes: [String] { remarks.notes }
  /// Whether all kinds that tell the owner were observed then.
  public var isObserved: Bool { remarks.isObserved }
  /// Whether several objects held the address.
  public var isAmbiguous: Bool { remarks.isAmbiguous }

  /// The note of a port that told which of several owners was meant.
  public static let decidedByPort = "decided-by-port"
  /// The note of candidates of Services that rest on slices which nobody was watching.
  public static let slicesNotObserved = "slices-not-observed"
  /// The note that only some namespaces were looked at, and no Nodes: others may have held the address.
  public static let restricted = "restricted"
  /// The note of a Service that had no port of the number.
  public static let unknownPort = NoteCode.unknownPort.rawValue
}
