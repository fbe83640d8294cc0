/// Something that must not be after a fault.
package struct StoreFailure: Error, CustomStringConvertible {
  /// What it is.
  package let description: String

  /// Creates a failure.
  package init(_ description: String) {
    self.description = description
  }

  /// Throws unless something is so.
  package static func unless(_ isSo: Bool, _ description: @autoclosure () -> String) throws {
    guard isSo else { throw StoreFailure(description()) }
  }
}
