import Diagnostics

extension TimeFault {
  func sentence(at span: SourceSpan, in source: SourceText) -> FaultSentence {
    let found = UserText.ticked(span, in: source)
    switch self {
    case .notAnInstant(let help):
      return FaultSentence("expected a time, found \(found)", label: "not a time", help: help)
    case .zoneMissing(let corrected):
      return FaultSentence(
        "a time needs a zone",
        label: "no zone",
        write: corrected,
        at: span,
        kind: "time",
        suffix: " for UTC"
      )
    case .outOfRange(let what, let help):
      return FaultSentence("\(what) in \(found)", label: "no such time", help: help)
    case .incomplete(let corrected):
      return misspelling(
        "a time has hours, minutes and seconds",
        label: "not complete",
        write: corrected,
        at: span
      )
    case .notADuration(let corrected):
      return notADuration(found, corrected, at: span)
    case .durationAsInstant(let corrected):
      return durationAsInstant(found, corrected, at: span)
    case .splitInstant(let corrected):
      return misspelling(
        "date and time are joined by `T`",
        label: "two words",
        write: corrected,
        at: span
      )
    case .spanForm(let message, let corrected):
      return FaultSentence(
        message,
        label: "not a span",
        help: "write \(UserText.ticked(corrected, lengthMax: 160))"
      )
    case .notAnEvent:
      return FaultSentence(
        "expected the number of an event, found \(found)",
        label: "not a number",
        help: "write for example `event 42`; `events` lists the numbers there are"
      )
    case .eventSpan:
      return FaultSentence(
        "`from event` compares states of knowledge",
        label: "only in a diff",
        help: "write `diff QUESTION at T from event K1 to event K2`"
      )
    }
  }

  private func misspelling(
    _ message: String,
    label: String,
    write corrected: String,
    at span: SourceSpan
  ) -> FaultSentence {
    FaultSentence(message, label: label, write: corrected, at: span, kind: "time")
  }

  private func notADuration(
    _ found: String,
    _ corrected: String?,
    at span: SourceSpan
  ) -> FaultSentence {
    let message = "expected a length of time, found \(found)"
    let label = "not a length of time"
    guard let corrected else {
      return FaultSentence(
        message,
        label: label,
        help: "write numbers with units, as in `30s` or `1d12h`; units are `w`, `d`, `h`, `m`, "
          + "`s`, `ms`, `us` and `ns`"
      )
    }
    return FaultSentence(message, label: label, write: corrected, at: span, kind: "duration")
  }

  private func durationAsInstant(
    _ found: String,
    _ corrected: String,
    at span: SourceSpan
  ) -> FaultSentence {
    FaultSentence(
      "expected a time, found the length of time \(found)",
      label: "before or after what?",
      write: corrected,
      at: span,
      kind: "time",
      suffix: " for a time before now"
    )
  }
}
