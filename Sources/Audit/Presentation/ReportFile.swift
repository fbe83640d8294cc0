/// A file of a rendered report.
public struct ReportFile: Hashable, Sendable {
  /// What stands before the ending of the main file's name, such as `outages`; nil for the main file.
  public var part: String?
  /// The content.
  public var bytes: [UInt8]

  init(part: String? = nil, text: String) {
    self.part = part
    bytes = Array(text.utf8)
  }

  /// The name beside a main file of that name: `r.csv` has `r.outages.csv`.
  public func name(beside main: String) -> String {
    guard let part else { return main }
    let slash = main.lastIndex(of: "/").map { main.index(after: $0) } ?? main.startIndex
    guard let dot = main[slash...].lastIndex(of: "."), dot > slash else { return "\(main).\(part)" }
    return "\(main[..<dot]).\(part)\(main[dot...])"
  }
}
