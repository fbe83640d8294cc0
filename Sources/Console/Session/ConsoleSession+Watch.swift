import Diagnostics
import QueryEngine
import TopologyModel

extension ConsoleSession {
  /// Asks a query again and again and shows what changed, until an interrupt.
  func watch(_ argument: String) {
    guard let watch = WatchArgument(argument) else {
      fail(
        "`\\watch` needs a time to wait, from 100ms to 1d",
        help: "write for example `\\watch 5s pods serving my-service`"
      )
      return
    }
    guard let text = query(watch.query, for: .watch) else { return }
    let source = SourceText(name: "query", text: text)
    attempt {
      guard var before = try answer(source, queryContext()) else { return }
      last = (before.query, before)
      screen.append(settings.format.text(before, display: display))
      screen.tell("watching every \(Self.duration(watch.milliseconds)); Ctrl-C ends\n")
      while !screen.pause(milliseconds: watch.milliseconds) {
        let context = queryContext()
        guard let after = try answer(source, context) else { return }
        if let changes = AnswerChanges(before: before, after: after).answer {
          screen.append(shown(changes, at: context.now))
        }
        before = after
        last = (after.query, after)
      }
      screen.tell("watching ended\n")
    }
  }

  /// The rows that came and went, under the time.
  private func shown(_ changes: Answer, at now: Instant) -> String {
    guard settings.format.isForPeople else { return settings.format.text(changes) }
    return "== \(settings.zone.text(now))\n"
      + TableFormat(showsBasis: false, display: display).text(changes)
  }

  private static func duration(_ milliseconds: Int) -> String {
    milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }
}
