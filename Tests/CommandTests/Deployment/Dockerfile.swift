/// The instructions of a Dockerfile.
struct Dockerfile {
  /// An instruction: its keyword, and what stands behind it on its line and those that go on.
  struct Instruction: Equatable {
    var keyword: String
    var text: String

    /// The words behind the keyword.
    var words: [String] { text.split(separator: " ").map(String.init) }
  }

  /// The stages, each from its `FROM` on.
  let stages: [[Instruction]]

  init(_ text: String) {
    var instructions: [Instruction] = []
    var isOpen = false
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      let goesOn = words.last == "\\"
      let shown = (goesOn ? words.dropLast() : words[...]).joined(separator: " ")
      if isOpen, let last = instructions.indices.last {
        instructions[last].text += " " + shown
      } else {
        let keyword = words.first ?? ""
        instructions.append(
          Instruction(
            keyword: keyword,
            text: String(shown.dropFirst(keyword.count).drop { $0 == " " })
          )
        )
      }
      isOpen = goesOn
    }
    var stages: [[Instruction]] = []
    for instruction in instructions {
      if instruction.keyword == "FROM" { stages.append([]) }
      if let last = stages.indices.last { stages[last].append(instruction) }
    }
    self.stages = stages
  }

  /// The instructions of the last stage with a keyword.
  func last(_ keyword: String) -> [Instruction] {
    (stages.last ?? []).filter { $0.keyword == keyword }
  }

  /// The variables that the last stage sets.
  var environment: [String: String] {
    last("ENV").reduce(into: [:]) { values, instruction in
      let parts = instruction.text.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 { values[parts[0]] = parts[1] }
    }
  }
}
