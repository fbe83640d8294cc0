/// Something that does not hold of an input, and must hold of every one.
struct FuzzFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// Throws unless something is so.
  static func unless(_ isSo: Bool, _ description: @autoclosure () -> String) throws {
    guard isSo else { throw FuzzFailure(description()) }
  }

  /// Throws where a text that may reach a terminal has a control character in it.
  static func unlessPrintable(_ text: String, _ name: @autoclosure () -> String) throws {
    for scalar in text.unicodeScalars where scalar.value < 32 || scalar.value == 127 {
      guard scalar == "\n" || scalar == "\r" else {
        throw FuzzFailure(
          "\(name()) has the control character \(scalar.value): \(text.debugDescription)"
        )
      }
    }
    for scalar in text.unicodeScalars where (128..<160).contains(scalar.value) {
      throw FuzzFailure(
        "\(name()) has the control character \(scalar.value): \(text.debugDescription)"
      )
    }
  }
}
