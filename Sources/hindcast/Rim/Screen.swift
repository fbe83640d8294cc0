import Foundation
import QueryEngine

/// What standard output can show.
enum Screen {
  /// How answers are shown: files and pipes get no width and no colors.
  static func display(zone: DisplayZone, isASCII: Bool) -> DisplayOptions {
    DisplayOptions(
      width: width,
      zone: zone,
      glyphs: isASCII || !writesUTF8 ? .ascii : .unicode,
      isColored: isColored
    )
  }

  /// The columns of the terminal; nil where standard output is none.
  ///
  /// A terminal that does not tell has the columns that `COLUMNS` says, else 80.
  static var width: Int? {
    guard Output.isTerminal else { return nil }
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    let columns = environment["COLUMNS"].flatMap { Int($0) } ?? 0
    return columns > 0 ? columns : 80
  }

  private static var environment: [String: String] { ProcessInfo.processInfo.environment }

  private static var isColored: Bool {
    Output.isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
      && !["dumb", ""].contains(environment["TERM"] ?? "")
  }

  /// Whether the locale writes UTF-8; one that is not set does.
  private static var writesUTF8: Bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
    guard let locale = names.first(where: { !$0.isEmpty })?.lowercased() else { return true }
    return locale.contains("utf-8") || locale.contains("utf8")
  }
}
