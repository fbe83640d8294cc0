/// Something of TQL that `\help` explains.
struct HelpTopic: Hashable {
  /// What it is asked for by; the first name is listed.
  let names: [String]
  /// How it is written.
  let usage: String
  /// What it is for, in a few lines.
  let text: String
  /// Queries that a test holds to be right.
  let examples: [String]

  init(_ names: String..., usage: String, text: String, examples: [String]) {
    self.names = names
    self.usage = usage
    self.text = text
    self.examples = examples
  }

  /// The topic as it is shown.
  var shown: String {
    var lines = [usage, ""]
    lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    lines += [""] + examples.map { "  > \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }
}
