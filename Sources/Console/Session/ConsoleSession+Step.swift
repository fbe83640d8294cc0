import Diagnostics
import QueryEngine
import TopologyModel

extension ConsoleSession {
  /// Goes to the next change of the last answer, or back.
  func step(_ argument: String) {
    guard let direction = StepDirection(argument) else {
      fail(
        "`\\step \(argument)`: expected a number of changes, or back",
        help: "write `\(ConsoleCommand.step.usage)`"
      )
      return
    }
    guard let last else {
      fail("there is no query to step yet", help: "ask one, such as `pods serving my-service`")
      return
    }
    switch StepQuestion.reading(last.query) {
    case .failure(let error): tell(error.fault)
    case .success(let question):
      attempt { try step(question, from: start(last.answer, direction), direction) }
    }
  }

  private func tell(_ fault: StepQuestion.Fault) {
    switch fault {
    case .notAboutState:
      fail(
        "the last query is not about a state that changes",
        help: "ask for example `pods serving my-service`, then step"
      )
    case .spanStage(let keyword):
      fail(
        "`\(keyword)` needs a span, and a step goes from one instant to the next",
        help: "ask without `| \(keyword)`, then step"
      )
    }
  }

  /// Where to step from: the instant of the answer, or the end of its span that lies behind.
  private func start(_ answer: Answer, _ direction: StepDirection) -> Instant {
    switch answer.time {
    case .at(let instant): instant
    case .atRevision(_, let instant): instant ?? queryContext().now
    case .span(let from, let until): direction.isBack ? until : from
    case .log(let through): through
    }
  }

  private func step(
    _ question: StepQuestion,
    from start: Instant,
    _ direction: StepDirection
  ) throws {
    guard let name = try last?.answer.cluster ?? store.clusterNames().first,
      let observed = try store.observed(cluster: name)
    else {
      fail("nothing was observed", help: "`coverage` says what was")
      return
    }
    let now = environment.now()
    let search = StepSearch(
      ask: { [self] in try part($0, settings.context(now: now)) },
      question: question,
      observed: observed
    )
    var (place, count) = (start, 0)
    while count < direction.count, let next = try search.next(from: place, isBack: direction.isBack)
    {
      (place, count) = (next, count + 1)
    }
    guard count > 0 else {
      let (way, end) =
        direction.isBack ? ("before", observed.from) : ("after", observed.through)
      screen.tell("nothing changes \(way) \(start); observation ends at \(end)\n")
      return
    }
    settings.timeContext = place
    try arrive(at: place, question, now: now, isWhole: count == direction.count)
  }

  /// Shows what changed at an instant, and the answer there.
  private func arrive(
    at place: Instant,
    _ question: StepQuestion,
    now: Instant,
    isWhole: Bool
  ) throws {
    let before = place.advanced(byNanoseconds: -1)
    let context = settings.context(now: now)
    let change = try part(question.difference(from: before, to: place), context)
    let answer = try part(question.withoutTime, context)
    last = (answer.query, answer)
    var text = change.rows.isEmpty ? "" : settings.format.text(change, display: display) + "\n"
    if settings.format.isForPeople {
      let rows = change.rows.count == 1 ? "1 row differs" : "\(change.rows.count) rows differ"
      let ends = isWhole ? "" : "; nothing changes further on"
      text = "== \(place): \(rows)\(ends)\n" + text
    } else {
      text = ""
    }
    screen.show(text + settings.format.text(answer, display: display))
  }
}
