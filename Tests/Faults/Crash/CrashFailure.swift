/// Something that must not be after a crash.
struct CrashFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// Throws unless something is so.
  static func unless(_ isSo: Bool, _ description: @autoclosure () -> String) throws {
    guard isSo else { throw CrashFailure(description()) }
  }
}
