extension DiagnosticSnapshots {
  /// What is said about times.
  static let times = #"""
    pods serving shop/cart on port 80 at 2026-11-20T10:15:00
    ----
    error[TQL0131]: a time needs a zone
     --> query:1:38
      |
    1 | pods serving shop/cart on port 80 at 2026-11-20T10:15:00
      |                                      ^^^^^^^^^^^^^^^^^^^ no zone
      |
    help: write `2026-11-20T10:15:00Z` for UTC
    ====
    pods at 2026-11-20
    ----
    error[TQL0131]: a time needs a zone
     --> query:1:9
      |
    1 | pods at 2026-11-20
      |         ^^^^^^^^^^ no zone
      |
    help: write `2026-11-20Z` for UTC
    ====
    pods at 2026-11-20T10:15Z
    ----
    error[TQL0130]: a time has hours, minutes and seconds
     --> query:1:9
      |
    1 | pods at 2026-11-20T10:15Z
      |         ^^^^^^^^^^^^^^^^^ not complete
      |
    help: write `2026-11-20T10:15:00Z`
    ====
    pods at 10:15
    ----
    error[TQL0130]: expected a time, found `10:15`
     --> query:1:9
      |
    1 | pods at 10:15
      |         ^^^^^ not a time
      |
    help: write the date and the zone too, as in `2026-11-20T10:15:00Z`
    ====
    pods at 1732000000
    ----
    error[TQL0130]: expected a time, found `1732000000`
     --> query:1:9
      |
    1 | pods at 1732000000
      |         ^^^^^^^^^^ not a time
      |
    help: write `2024-11-19T07:06:40Z` for these seconds since 1970, or `rv 1732000000` for a revision
    ====
    pods at yesterday
    ----
    error[TQL0130]: expected a time, found `yesterday`
     --> query:1:9
      |
    1 | pods at yesterday
      |         ^^^^^^^^^ not a time
      |
    help: write `-1d`, or a date with a zone such as `2026-11-20Z`
    ====
    pods at 2026-13-20Z
    ----
    error[TQL0132]: no such day in `2026-13-20Z`
     --> query:1:9
      |
    1 | pods at 2026-13-20Z
      |         ^^^^^^^^^^^ no such time
      |
    help: months go from 01 to 12, days to the end of the month
    ====
    pods at 3000-11-20Z
    ----
    error[TQL0132]: a year out of range in `3000-11-20Z`
     --> query:1:9
      |
    1 | pods at 3000-11-20Z
      |         ^^^^^^^^^^^ no such time
      |
    help: times go from the year 1678 to the year 2261
    ====
    pods serving cart since -1d | every 1.5h
    ----
    error[TQL0133]: expected a length of time, found `1.5h`
     --> query:1:37
      |
    1 | pods serving cart since -1d | every 1.5h
      |                                     ^^^^ not a length of time
      |
    help: write `1h30m`
    ====
    pods at 5m
    ----
    error[TQL0134]: expected a time, found the length of time `5m`
     --> query:1:9
      |
    1 | pods at 5m
      |         ^^ before or after what?
      |
    help: write `-5m` for a time before now
    ====
    pods at 2026-11-20 10:15:00Z
    ----
    error[TQL0135]: date and time are joined by `T`
     --> query:1:9
      |
    1 | pods at 2026-11-20 10:15:00Z
      |         ^^^^^^^^^^^^^^^^^^^^ two words
      |
    help: write `2026-11-20T10:15:00Z`
    ====
    pods from -1h
    ----
    error[TQL0136]: a span ends with `to B`
     --> query:1:14
      |
    1 | pods from -1h
      |              ^ not a span
      |
    help: write `from -1h to now`
    ====
    pods between -1h and now
    ----
    error[TQL0136]: a span is `from A to B` or `since A`
     --> query:1:6
      |
    1 | pods between -1h and now
      |      ^^^^^^^ not a span
      |
    help: write `from -1h to now`
    ====
    pods last 5m
    ----
    error[TQL0136]: a span is `from A to B` or `since A`
     --> query:1:6
      |
    1 | pods last 5m
      |      ^^^^ not a span
      |
    help: write `since -5m`
    ====
    pods at event x
    ----
    error[TQL0137]: expected the number of an event, found `x`
     --> query:1:15
      |
    1 | pods at event x
      |               ^ not a number
      |
    help: write for example `event 42`; `events` lists the numbers there are
    ====
    pods at -1h from event 1 to event 2
    ----
    error[TQL0138]: `from event` compares states of knowledge
     --> query:1:13
      |
    1 | pods at -1h from event 1 to event 2
      |             ^^^^^^^^^^ only in a diff
      |
    help: write `diff QUESTION at T from event K1 to event K2`
    """#
}
