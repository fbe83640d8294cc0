extension String {
  /// The text with U+FFFD in place of zero bytes, at which a text ends for some readers of a store and
  /// goes on for others.
  package var storable: String {
    guard utf8.contains(0) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }))
  }
}
