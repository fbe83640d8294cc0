import Foundation

/// Where text goes: data to standard output, everything else to standard error.
enum Output {
  /// Whether standard error is a terminal, so that progress can be drawn over itself.
  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether standard error is a terminal on which a screen can be drawn.
  static var drawsOnErrors: Bool {
    isErrorTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Whether standard output is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether colours are wanted on standard error.
  static var usesColour: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isErrorTerminal && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
  }

  /// Writes data.
  static func write(_ text: String) {
    write(text, to: STDOUT_FILENO)
  }

  /// Writes data.
  static func write(_ bytes: [UInt8]) {
    write(bytes[...], to: STDOUT_FILENO)
  }

  /// Writes data as it is; a terminal is shown what it would obey, and never gets it.
  static func data(_ text: String) {
    write(isTerminal ? TerminalText.shown(text) : text)
  }

  /// Writes data as it is; a terminal is shown what it would obey, and never gets it.
  static func data(_ bytes: [UInt8]) {
    guard isTerminal else { return write(bytes) }
    write(TerminalText.shown(String(decoding: bytes, as: UTF8.self)))
  }

  /// Writes a message.
  static func message(_ text: String) {
    write(text, to: STDERR_FILENO)
  }

  /// Writes a message.
  static func message(_ bytes: [UInt8]) {
    write(bytes[...], to: STDERR_FILENO)
  }

  /// Ends the process; nothing is buffered here.
  static func exit(_ code: Int32) -> Never {
    Foundation.exit(code)
  }

  /// A reader that went away is no failure of ours.
  static func exitQuietlyOnBrokenPipe() {
    signal(SIGPIPE) { _ in _exit(0) }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8)[...], to: descriptor)
  }

  private static func write(_ whole: ArraySlice<UInt8>, to descriptor: Int32) {
    var bytes = whole
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return
      }
      bytes = bytes.dropFirst(count)
    }
  }
}
