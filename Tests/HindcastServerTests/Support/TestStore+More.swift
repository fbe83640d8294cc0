import HindcastTestSupport

extension TestStore {
  /// Appends one more line, in a session of its own.
  func appendMore(_ line: String) throws {
    try appendScript([(line, 0)])
  }
}
