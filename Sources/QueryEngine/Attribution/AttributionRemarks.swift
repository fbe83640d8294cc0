/// What an attribution says besides the owner: few of these serve many addresses.
public final class AttributionRemarks {
  /// What makes one the same as another.
  struct Content: Hashable {
    /// How far the owner is to be trusted; nil where there is none.
    var certainty: Certainty?
    var others: [AttributedOwner] = []
    var services: [AttributedService] = []
    var notes: [String]
    var isObserved: Bool
  }

  private let content: Content
  /// Whether several objects held the address.
  public let isAmbiguous: Bool
  /// What a writer made of it for its first column, and for the others.
  private var rendering: [UInt8] = []
  private var renderings: [[UInt8]] = []

  init(_ content: Content) {
    self.content = content
    isAmbiguous = content.notes.contains(NoteCode.ambiguousOwner.rawValue)
  }

  /// How far the owner is to be trusted; nil where nothing is known.
  public var certainty: Certainty? { content.certainty }
  /// The further owners, in the language's order.
  public var others: [AttributedOwner] { content.others }
  /// The Services that a connection to the address may have been meant for, sorted.
  public var services: [AttributedService] { content.services }
  /// The codes of the notes that the answer has.
  public var notes: [String] { content.notes }
  /// Whether all kinds that tell the owner were observed then.
  public var isObserved: Bool { content.isObserved }

  /// What a writer made of it for one of its columns; made when it is first asked for.
  public func rendering(_ column: Int, make: () -> [UInt8]) -> [UInt8] {
    guard column > 0 else {
      if rendering.isEmpty { rendering = make() }
      return rendering
    }
    while renderings.count < column { renderings.append([]) }
    if renderings[column - 1].isEmpty { renderings[column - 1] = make() }
    return renderings[column - 1]
  }
}
