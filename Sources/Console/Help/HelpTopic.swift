import QueryEngine

/// Something of TQL that `\help` explains.
struct HelpTopic: Hashable {
  /// What it is asked for by; the first name is listed.
  let names: [String]
  /// How it is written.
  let usage: String
  /// What it is for; empty lines part paragraphs.
  let text: String
  /// Queries that a test holds to be right.
  let examples: [String]

  init(_ names: String..., usage: String, text: String, examples: [String]) {
    self.names = names
    self.usage = usage
    self.text = text
    self.examples = examples
  }

  /// The topic as it is shown, in lines of at most 79 columns.
  var shown: String {
    var lines = CellLines.lines(of: usage, width: 79, joints: [" "]) + [""]
    for paragraph in text.split(separator: "\n\n") {
      let words = String(paragraph.replacing("\n", with: " "))
      lines += CellLines.lines(of: words, width: 77, joints: [" "]).map { "  \($0)" }
    }
    lines += [""] + examples.map { "  > \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }
}
