import Console
import Foundation
import QueryEngine
import TopologyModel

/// Lines typed into a session, each shown behind its prompt, with what was printed.
enum ReplDirective {
  /// Types the input of a case; the clock stands at the latest instant of the script, and `at=`.
  static func output(of testCase: ScriptCase, _ store: TestStore, latest: Instant?) throws -> String
  {
    let directive = testCase.directive
    try directive.allow(options: ["width", "now"])
    let now = directive.options["now"].flatMap { ScriptTime.instant($0) } ?? latest
    guard let now else { throw ScriptError("`repl` needs a history") }
    let screen = RecordingScreen(width: directive.options["width"].flatMap { Int($0) })
    let session = ConsoleSession(
      store: store,
      environment: TestConsoleEnvironment(time: now),
      screen: screen,
      settings: ConsoleSettings(context: QueryContext(now: now))
    )
    var text = ""
    for line in testCase.input {
      let line = ScriptTime.expanded(line)
      text += session.prompt + line + "\n"
      let progress = session.enter(line)
      text += screen.take()
      if progress == .ended { break }
    }
    session.end()
    text += screen.take()
    // The hash depends on how events are laid out, which other tests hold.
    text = text.replacing(#/basis (\d+):[0-9a-f]+/#) { "basis \($0.output.1)" }
    return ScriptTime.shortened(text.replacing(store.path, with: "store.db"))
  }
}
