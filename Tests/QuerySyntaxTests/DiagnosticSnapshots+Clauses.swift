extension DiagnosticSnapshots {
  /// What is said about clauses and their order.
  static let clauses = #"""
    pods servng shop/cart on port 80
    ----
    error[TQL0110]: unexpected `servng`
     --> query:1:6
      |
    1 | pods servng shop/cart on port 80
      |      ^^^^^^ expected `serving`, `selected`, `listed` or `with`
      |
    help: did you mean `serving`?
    ====
    pods serving shop/cart on port 80 xyz
    ----
    error[TQL0110]: unexpected `xyz`
     --> query:1:35
      |
    1 | pods serving shop/cart on port 80 xyz
      |                                   ^^^ expected a clause such as `at`, or `|`
      |
    help: leave it out, or quote it if it is part of a name
    ====
    pods[5m]
    ----
    error[TQL0110]: unexpected `[`
     --> query:1:5
      |
    1 | pods[5m]
      |     ^ expected `serving`, `selected`, `listed` or `with`, a clause such as `at`, or `|`
      |
    help: a span is written `since -5m`
    ====
    pods serving
    ----
    error[TQL0111]: a Service is missing
     --> query:1:13
      |
    1 | pods serving
      |             ^ expected here
      |
    help: write for example `pods serving shop/cart`
    ====
    pods serving | limit 5
    ----
    error[TQL0111]: expected a Service, found `|`
     --> query:1:14
      |
    1 | pods serving | limit 5
      |              ^ not a Service
      |
    help: write for example `pods serving shop/cart`
    ====
    pods serving shop/cart on prot 80
    ----
    error[TQL0111]: expected `port` after `on`, found `prot`
     --> query:1:27
      |
    1 | pods serving shop/cart on prot 80
      |                           ^^^^ not `port`
      |
    help: did you mean `port`?
    ====
    pods selected cart
    ----
    error[TQL0111]: expected `by` after `selected`, found `cart`
     --> query:1:15
      |
    1 | pods selected cart
      |               ^^^^ not `by`
      |
    help: write `selected by cart`
    ====
    pods as of -5m
    ----
    error[TQL0111]: expected `known` after `as`, found `of`
     --> query:1:9
      |
    1 | pods as of -5m
      |         ^^ not `known`
      |
    help: write `as known at`
    ====
    pods at -5m in namespace shop
    ----
    error[TQL0112]: `in namespace` stands before `at`
     --> query:1:13
      |
    1 | pods at -5m in namespace shop
      |             ^^^^^^^^^^^^^^^^^ too late
      |
    help: write `pods in namespace shop at -5m`
    ====
    pods | limit 5 at -5m
    ----
    error[TQL0112]: `at` stands before `|`
     --> query:1:16
      |
    1 | pods | limit 5 at -5m
      |                ^^^^^^ too late
      |
    help: write `pods at -5m | limit 5`
    ====
    pods at -5m at -6m
    ----
    error[TQL0113]: `at` stands twice
     --> query:1:13
      |
    1 | pods at -5m at -6m
      |             ^^ the second one
      |      ------ the first one
      |
    help: leave one of them out
    ====
    pods where phase = "Running"
    ----
    error[TQL0114]: a stage begins with `|`
     --> query:1:6
      |
    1 | pods where phase = "Running"
      |      ^^^^^ no `|` before it
      |
    help: write `| where`
    ====
    pods on port 80
    ----
    error[TQL0115]: `pods` has no `on port`
     --> query:1:6
      |
    1 | pods on port 80
      |      ^^^^^^^ cannot stand here
      |
    help: write for example `pods serving SERVICE on port P`
    ====
    pods listed by cart for node n1
    ----
    error[TQL0115]: `pods listed by` has no `for node`
     --> query:1:21
      |
    1 | pods listed by cart for node n1
      |                     ^^^^^^^^ cannot stand here
      |
    help: `pods serving SERVICE` and `endpoints of SERVICE` have it
    ====
    explain explain pods
    ----
    error[TQL0118]: `explain` cannot stand behind `explain`
     --> query:1:9
      |
    1 | explain explain pods
      |         ^^^^^^^ not allowed here
      |
    help: write `explain` once, or `explain analyze`
    ====
    diff events from -1h to now
    ----
    error[TQL0118]: `events` cannot stand behind `diff`
     --> query:1:6
      |
    1 | diff events from -1h to now
      |      ^^^^^^ not allowed here
      |
    help: ask about state, as in `diff pods from -1h to now`
    ====
    diff pods
    ----
    error[TQL0119]: a diff needs two times
     --> query:1:10
      |
    1 | diff pods
      |          ^ expected `from A to B`
      |
    help: write `diff pods from -1h to now`
    ====
    diff pods since -1h
    ----
    error[TQL0119]: a diff has both of its times
     --> query:1:11
      |
    1 | diff pods since -1h
      |           ^^^^^^^^^ only one
      |
    help: write `from -1h to now`
    ====
    diff pods from -1h to now | where ready
    ----
    error[TQL0112]: `|` stands before `from`
     --> query:1:27
      |
    1 | diff pods from -1h to now | where ready
      |                           ^^^^^^^^^^^^^ too late
      |
    help: write `diff pods | where ready from -1h to now`
    ====
    pods serving cart on port 99999 at 10:15 | wher ready | limit x
    ----
    error[TQL0126]: expected a port, found `99999`
     --> query:1:27
      |
    1 | pods serving cart on port 99999 at 10:15 | wher ready | limit x
      |                           ^^^^^ not a port
      |
    help: a port is a number from 1 to 65535 or a name, as in `80`, `http` or `53/UDP`

    error[TQL0130]: expected a time, found `10:15`
     --> query:1:36
      |
    1 | pods serving cart on port 99999 at 10:15 | wher ready | limit x
      |                                    ^^^^^ not a time
      |
    help: write the date and the zone too, as in `2026-11-20T10:15:00Z`

    error[TQL0140]: unknown stage `wher`
     --> query:1:44
      |
    1 | pods serving cart on port 99999 at 10:15 | wher ready | limit x
      |                                            ^^^^ not a stage
      |
    help: did you mean `where`?

    error[TQL0142]: expected a number of rows, found `x`
     --> query:1:63
      |
    1 | pods serving cart on port 99999 at 10:15 | wher ready | limit x
      |                                                               ^ not a whole number
      |
    help: write for example `| limit 10 offset 20`
    """#
}
