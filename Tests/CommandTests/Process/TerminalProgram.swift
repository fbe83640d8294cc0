import Foundation
import HindcastTestSupport
import Synchronization

/// A program on a pseudo-terminal, and whoever sits at its keyboard.
///
/// One that nobody waits for is killed when nobody holds it any more.
final class TerminalProgram {
  /// How long a test waits for something before it gives up; it guards against hanging, no more.
  private static let patienceSeconds = 120

  /// The number of the process.
  let identifier: pid_t
  private let keyboard: Int32
  /// The folder that it runs in, which is there as long as somebody holds the program.
  private let home: TemporaryDirectory
  private var bytes: [UInt8] = []
  /// The start of what is not in the text yet: a character or a sequence that is not whole.
  private var held: [UInt8] = []
  /// How much of the text was waited for.
  private var seen = 0
  private var exitCode: Int32?

  /// Starts a program on a terminal of so many columns and rows.
  init(
    _ program: Program,
    _ arguments: [String],
    environment: [String: String],
    home: TemporaryDirectory,
    columns: Int,
    rows: Int
  ) throws {
    self.home = home
    var (keyboard, screen): (Int32, Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&keyboard, &screen, &name, nil, nil) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL)
    }
    close(screen)
    self.keyboard = keyboard
    let path = name.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    _ = fcntl(keyboard, F_SETFD, FD_CLOEXEC)
    _ = fcntl(keyboard, F_SETFL, O_NONBLOCK)
    Self.resize(keyboard, columns: columns, rows: rows)
    identifier = try program.start(
      arguments,
      environment: environment,
      folder: home.path,
      terminal: path
    )
  }

  deinit {
    if exitCode == nil {
      kill(identifier, SIGKILL)
      _ = try? Program.exitCode(of: identifier)
    }
    close(keyboard)
  }

  /// All that was printed so far, without the sequences that move and color.
  private(set) var text = ""

  /// All that was printed so far.
  var raw: String { String(decoding: bytes, as: UTF8.self) }

  /// Presses keys.
  func type(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(keyboard, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Makes the terminal another size, which the program is told.
  func resize(columns: Int, rows: Int) {
    Self.resize(keyboard, columns: columns, rows: rows)
  }

  /// Waits until a text is printed behind what was waited for before; returns what came up to it.
  @discardableResult
  func wait(for expected: String) async throws -> String {
    for _ in 0..<(Self.patienceSeconds * 50) {
      let hasEnded = try hasEnded()
      read()
      let whole = text
      let rest = whole.utf8.dropFirst(seen)
      if let range = String(decoding: rest, as: UTF8.self).range(of: expected) {
        let found = String(decoding: rest, as: UTF8.self)
        let passed = found[..<range.upperBound]
        seen += passed.utf8.count
        return String(passed)
      }
      guard !hasEnded else { throw ScriptError("ended before `\(expected)`: \(text)") }
      try await Polling.pause(milliseconds: 20)
    }
    throw ScriptError("waited in vain for `\(expected)`: \(text)")
  }

  /// Waits for its end, and returns its exit code.
  func end() async throws -> Int32 {
    for _ in 0..<(Self.patienceSeconds * 50) {
      let hasEnded = try hasEnded()
      read()
      if hasEnded, let exitCode { return exitCode }
      try await Polling.pause(milliseconds: 20)
    }
    throw ScriptError("the process does not end: \(text)")
  }

  private func hasEnded() throws -> Bool {
    if exitCode == nil { exitCode = try Program.exitCodeIfEnded(of: identifier) }
    return exitCode != nil
  }

  private func read() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Foundation.read(keyboard, &buffer, buffer.count)
      guard count > 0 else { return }
      bytes += buffer.prefix(count)
      take(buffer.prefix(count))
    }
  }

  /// Adds to the text what is whole of it.
  private func take(_ new: ArraySlice<UInt8>) {
    let all = held + new
    var end = all.endIndex
    if let escape = all.lastIndex(of: 0x1B), all.count - escape < 16,
      String(decoding: all[escape...], as: UTF8.self).prefixMatch(of: Self.sequence) == nil
    {
      end = escape
    } else if let start = all.lastIndex(where: { $0 & 0xC0 == 0xC0 }), all.count - start < 4,
      String(validating: all[start...], as: UTF8.self) == nil
    {
      end = start
    }
    held = Array(all[end...])
    // The editor goes to the left edge to redraw; where it goes from there is in the sequences.
    let whole = all[..<end].filter { $0 != 0x0D }
    text += String(decoding: whole, as: UTF8.self).replacing(Self.sequence, with: "")
  }

  private static var sequence: Regex<Substring> {
    #/\x1B\[[0-9;?]*[A-Za-z]|\x1B[=>]|\x1B[()][0-9A-B]|\x07/#
  }

  private static func resize(_ descriptor: Int32, columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows),
      ws_col: UInt16(columns),
      ws_xpixel: 0,
      ws_ypixel: 0
    )
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }
}
