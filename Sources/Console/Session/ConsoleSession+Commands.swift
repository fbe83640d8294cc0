import Diagnostics
import QueryEngine
import QuerySyntax
import TopologyModel

extension ConsoleSession {
  /// Performs a command; `text` is the line without its backslash.
  func perform(_ text: String) -> Progress {
    let name = text.prefix { !$0.isWhitespace }
    guard let command = ConsoleCommand(name: String(name)) else {
      let names = ConsoleCommand.allCases.map(\.rawValue)
      let closest = EditDistance.closest(to: String(name), in: names)
      fail(
        "there is no command `\\\(name)`",
        help: closest.map { "did you mean `\\\($0)`?" } ?? "`\\help` lists them"
      )
      return .complete
    }
    return perform(command, String(text.dropFirst(name.count).trimmingSpace))
  }

  /// Performs a command with what stands behind its name.
  func perform(_ command: ConsoleCommand, _ argument: String) -> Progress {
    switch command {
    case .help: help(argument)
    case .at: lookFrom(argument)
    case .step: step(argument)
    case .namespace: setNamespace(argument)
    case .cluster: setCluster(argument)
    case .format: setFormat(argument)
    case .tz: setZone(argument)
    case .timing: setTiming(argument)
    case .explain: explain(argument)
    case .watch: watch(argument)
    case .save: save(argument)
    case .run: run(argument)
    case .queries: listQueries()
    case .open: open(argument)
    case .status: showStatus()
    case .quit: return .ended
    }
    return .complete
  }

  /// The query of an argument, else the last one; tells where there is neither.
  func query(_ argument: String, for command: ConsoleCommand) -> String? {
    if !argument.isEmpty { return argument }
    if let last { return last.query }
    fail("there is no query to \(command.rawValue) yet", help: "write `\(command.usage)`")
    return nil
  }

  private func setNamespace(_ argument: String) {
    if !argument.isEmpty { settings.context.namespace = argument }
    screen.tell("namespace \(DisplayWidth.escaped(settings.context.namespace))\n")
  }

  private func setCluster(_ argument: String) {
    attempt {
      let names = try store.clusterNames()
      if argument.isEmpty {
        let chosen = settings.context.cluster.map { "cluster \($0)" } ?? "no cluster is chosen"
        let known = names.isEmpty ? "none" : names.joined(separator: ", ")
        screen.tell(DisplayWidth.escaped("\(chosen); the store has \(known)") + "\n")
        return
      }
      guard names.contains(argument) else {
        fail(
          "the store has no cluster `\(argument)`",
          help: "its clusters are \(names.joined(separator: ", "))"
        )
        return
      }
      settings.context.cluster = argument
      screen.tell(DisplayWidth.escaped("cluster \(argument)") + "\n")
    }
  }

  private func setFormat(_ argument: String) {
    let all = AnswerFormat.allCases.map(\.rawValue)
    if argument.isEmpty {
      let known = all.joined(separator: ", ")
      screen.tell("format \(settings.format.rawValue); there are \(known)\n")
      return
    }
    guard let format = AnswerFormat(rawValue: argument.lowercased()) else {
      let closest = EditDistance.closest(to: argument, in: all)
      fail(
        "there is no format `\(argument)`",
        help: closest.map { "did you mean `\($0)`?" } ?? "there are \(all.joined(separator: ", "))"
      )
      return
    }
    settings.format = format
    screen.tell("format \(format.rawValue)\n")
  }

  private func setZone(_ argument: String) {
    attempt {
      if !argument.isEmpty { settings.zone = try environment.zone(named: argument) }
      screen.tell("zone \(settings.zone.name)\n")
    }
  }

  private func setTiming(_ argument: String) {
    switch argument {
    case "": settings.isTiming.toggle()
    case "on": settings.isTiming = true
    case "off": settings.isTiming = false
    default:
      fail("`\\timing \(argument)`: expected on or off")
      return
    }
    screen.tell("timing \(settings.isTiming ? "on" : "off")\n")
  }

  private func explain(_ argument: String) {
    guard let text = query(argument, for: .explain) else { return }
    let source = SourceText(name: "query", text: Self.explained(text))
    attempt {
      guard let answer = try answer(source, queryContext()) else { return }
      show(answer)
    }
  }

  /// The text with `explain` before its statement: behind the `let` lines.
  private static func explained(_ text: String) -> String {
    guard let query = Parser.parse(SourceText(name: "query", text: text)).query else {
      return "explain " + text
    }
    if case .explain = query.statement { return text }
    var bytes = Array(text.utf8)
    bytes.insert(contentsOf: Array("explain ".utf8), at: query.statement.span.start)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func open(_ argument: String) {
    guard !argument.isEmpty else {
      fail("there is no file to open", help: "write `\(ConsoleCommand.open.usage)`")
      return
    }
    attempt {
      store = try environment.open(argument)
      settings.context.cluster = nil
      settings.timeContext = nil
      last = nil
      greet()
    }
  }

  private func showStatus() {
    attempt {
      var lines = ["store      \(store.path)"]
      for name in try store.clusterNames() {
        let observed = try store.observed(cluster: name)
        lines.append(
          "cluster    \(name), "
            + (observed.map { "observed from \($0.from) to \($0.through)" } ?? "never observed")
        )
      }
      lines.append("namespace  \(settings.context.namespace)")
      if let cluster = settings.context.cluster { lines.append("asked      cluster \(cluster)") }
      lines.append("looks from \(settings.timeContext.map { "\($0)" } ?? "the present")")
      lines.append("format     \(settings.format.rawValue), times in \(settings.zone.name)")
      lines.append("timing     \(settings.isTiming ? "on" : "off")")
      screen.show(lines.map { DisplayWidth.escaped($0) + "\n" }.joined())
    }
  }
}
