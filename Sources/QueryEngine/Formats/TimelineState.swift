/// A state that a timeline draws.
struct TimelineState: Hashable {
  /// How it is to be judged, which decides its glyph and its color.
  enum Tone: Hashable {
    /// As it should be.
    case good
    /// On its way, or unusual.
    case other
    /// Bad.
    case bad
  }

  let name: String
  let tone: Tone
}
