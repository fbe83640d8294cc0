import TopologyModel

/// A run as a line of the canonical dump tells it.
struct DumpedRun {
  /// The object and its part; for endpoints, of which a slice has many, the content too.
  let key: String
  let uid: String
  let isOfEndpoint: Bool
  let from: Revision
  let until: Revision?
  let isSuperseded: Bool
  let text: String

  /// Reads a line; returns nil for lines that tell of no run.
  init?(_ line: Substring) {
    guard line.hasPrefix("run "), let open = line.firstIndex(of: "["),
      let comma = line[open...].firstIndex(of: ","), let close = line[comma...].firstIndex(of: ")")
    else { return nil }
    let words = line.split(separator: " ")
    guard let part = words.first(where: { $0.hasPrefix("part=") }), let content = words.last,
      let from = Revision(line[line.index(after: open)..<comma].drop { $0 == " " })
    else { return nil }
    self.from = from
    until = Revision(line[line.index(after: comma)..<close])
    isSuperseded = !line.contains(" superseded=- ")
    uid = String(words[4])
    isOfEndpoint = part == "part=1"
    key = "\(words[2]) \(uid) \(part)" + (isOfEndpoint ? " \(content)" : "")
    text = String(line)
  }

  /// Whether it holds at a revision.
  func contains(_ revision: Revision) -> Bool {
    from <= revision && (until.map { revision < $0 } ?? true)
  }
}
