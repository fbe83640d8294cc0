import Console
import Foundation
import QueryEngine

/// What standard output can show.
enum Screen {
  /// How answers are shown: files and pipes get no width and no colors.
  static func display(zone: DisplayZone, isASCII: Bool) -> DisplayOptions {
    DisplayOptions(
      width: Terminal.isOutput ? Terminal.size(environment).columns : nil,
      zone: zone,
      glyphs: isASCII || !writesUTF8 ? .ascii : .unicode,
      isColored: Terminal.usesColor(environment)
    )
  }

  private static var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// Whether the locale writes UTF-8; one that is not set does.
  private static var writesUTF8: Bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
    guard let locale = names.first(where: { !$0.isEmpty })?.lowercased() else { return true }
    return locale.contains("utf-8") || locale.contains("utf8")
  }
}
