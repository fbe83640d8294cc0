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

  /// Where to step from: where the session looks from, if that was chosen after the answer; else the
  /// instant of the answer, or the end of its span that lies behind.
  private func start(_ answer: Answer, _ direction: StepDirection) -> Instant {
    if hasMoved { return queryContext().now }
    return switch answer.time {
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
    guard let name = try cluster(of: question),
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
      screen.tell(
        direction.isBack
          ? "nothing changes before \(start); observation begins at \(observed.from)\n"
          : "nothing changes after \(start); observation ends at \(observed.through)\n"
      )
      return
    }
    try arrive(at: place, question, now: now, isWhole: count == direction.count)
  }

  /// The cluster that a question is asked of here.
  private func cluster(of question: StepQuestion) throws -> String? {
    try question.cluster ?? settings.context.cluster ?? last?.answer.cluster
      ?? store.clusterNames().first
  }

  /// Shows what changed at an instant, and the answer there, and looks from there.
  private func arrive(
    at place: Instant,
    _ question: StepQuestion,
    now: Instant,
    isWhole: Bool
  ) throws {
    let before = place.advanced(byNanoseconds: -1)
    var settings = settings
    settings.timeContext = place
    let context = settings.context(now: now)
    var change = try part(question.difference(from: before, to: place), context)
    let answer = try part(question.withoutTime, context)
    last = (answer.query, answer)
    self.settings = settings
    hasMoved = false
    var text = ""
    if settings.format.isForPeople {
      let rows = change.rows.count == 1 ? "1 row differs" : "\(change.rows.count) rows differ"
      let ends = isWhole ? "" : "; nothing changes further on"
      text = "== \(settings.zone.text(place)): \(rows)\(ends)\n"
      // When the rows held and what the comparison rests on is told of the answer itself.
      change.hasIntervals = false
      change.notes = []
      if !change.rows.isEmpty {
        text += TableFormat(showsBasis: false, display: display).text(change) + "\n"
      }
    }
    screen.show(text + settings.format.text(answer, display: display))
  }
}
