extension DiagnosticSnapshots {
  /// What is said about stages, conditions and declarations.
  static let stages = #"""
    pods | wher ready
    ----
    error[TQL0140]: unknown stage `wher`
     --> query:1:8
      |
    1 | pods | wher ready
      |        ^^^^ not a stage
      |
    help: did you mean `where`?
    ====
    pods | order by name
    ----
    error[TQL0140]: unknown stage `order`
     --> query:1:8
      |
    1 | pods | order by name
      |        ^^^^^ not a stage
      |
    help: write `sort`
    ====
    pods | foo
    ----
    error[TQL0140]: unknown stage `foo`
     --> query:1:8
      |
    1 | pods | foo
      |        ^^^ not a stage
      |
    help: stages are `where`, `select`, `distinct`, `count`, `group`, `outages`, `duration`, `share`, `changes`, `every`, `throughout`, `sort` or `limit`
    ====
    pods | group by node with median(share)
    ----
    error[TQL0141]: unknown aggregate `median`
     --> query:1:27
      |
    1 | pods | group by node with median(share)
      |                           ^^^^^^ not an aggregate
      |
    help: aggregates are `count`, `min`, `max`, `sum` or `avg`
    ====
    pods | group by node with count(*)
    ----
    error[TQL0141]: an aggregate is `count`, or a function of one column
     --> query:1:27
      |
    1 | pods | group by node with count(*)
      |                           ^^^^^^^^ not an aggregate
      |
    help: write `count`
    ====
    pods | limit x
    ----
    error[TQL0142]: expected a number of rows, found `x`
     --> query:1:14
      |
    1 | pods | limit x
      |              ^ not a whole number
      |
    help: write for example `| limit 10 offset 20`
    ====
    diff pods | sort by name from -1h to now
    ----
    error[TQL0143]: `sort` cannot stand in a diff
     --> query:1:13
      |
    1 | diff pods | sort by name from -1h to now
      |             ^^^^^^^^^^^^ does not act at each instant
      |
    help: leave it out; a diff takes `where`, `select`, `distinct`, `count` or `group`
    ====
    pods | select *
    ----
    error[TQL0144]: expected a column, found `*`
     --> query:1:15
      |
    1 | pods | select *
      |               ^ not a column
      |
    help: leave `select` out for all columns
    ====
    pods | where Phase = "x"
    ----
    error[TQL0144]: expected a column, found `Phase`
     --> query:1:14
      |
    1 | pods | where Phase = "x"
      |              ^^^^^ not a column
      |
    help: columns are written in small letters: `phase`
    ====
    pods | where phase = Running
    ----
    error[TQL0150]: text stands in double quotes
     --> query:1:22
      |
    1 | pods | where phase = Running
      |                      ^^^^^^^ no quotes
      |
    help: write `"Running"`
    ====
    pods | where name = cart-*
    ----
    error[TQL0150]: text stands in double quotes
     --> query:1:21
      |
    1 | pods | where name = cart-*
      |                     ^^^^^^ no quotes
      |
    help: write `like "cart-*"`
    ====
    pods | where labels.app.kubernetes.io/name = "x"
    ----
    error[TQL0151]: a label key with `/` needs brackets
     --> query:1:14
      |
    1 | pods | where labels.app.kubernetes.io/name = "x"
      |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no brackets
      |
    help: write `labels["app.kubernetes.io/name"]`
    ====
    pods | where a > 99999999999999999999
    ----
    error[TQL0152]: `99999999999999999999` is out of range
     --> query:1:18
      |
    1 | pods | where a > 99999999999999999999
      |                  ^^^^^^^^^^^^^^^^^^^^ too large
      |
    help: whole numbers go to 9223372036854775807; quote longer ones as text
    ====
    pods | where 1 < a < 5
    ----
    error[TQL0153]: comparisons cannot be chained
     --> query:1:20
      |
    1 | pods | where 1 < a < 5
      |                    ^ the second one
      |                - the first one
      |
    help: join two comparisons with `and`, as in `count > 1 and count < 5`
    ====
    pods | where node = null
    ----
    error[TQL0154]: nothing is equal to `null`
     --> query:1:19
      |
    1 | pods | where node = null
      |                   ^^^^^^ never true
      |
    help: write `is null`
    ====
    pods | where (a = 1 and b = 2
    ----
    error[TQL0155]: `)` is missing
     --> query:1:30
      |
    1 | pods | where (a = 1 and b = 2
      |                              ^ expected here
      |              - opened here
      |
    help: write `)` here
    ====
    let $x = 5 pods
    ----
    error[TQL0160]: a `let` line is `let NAME = VALUE`
     --> query:1:5
      |
    1 | let $x = 5 pods
      |     ^^ not a `let` line
      |
    help: write `let x = …`: `$` stands where the name is used
    ====
    let x = 1
    let x = 2
    pods at $x
    ----
    error[TQL0161]: `$x` is declared twice
     --> query:2:5
      |
    1 | let x = 1
      |     - the first time
    2 | let x = 2
      |     ^ the second time
      |
    help: use another name
    ====
    # param x = 5
    pods
    ----
    error[TQL0160]: a parameter is declared by `# param NAME: TYPE = VALUE`
     --> query:1:1
      |
    1 | # param x = 5
      | ^^^^^^^^^^^^^ not a declaration
      |
    help: write for example `# param service: service = my-service`
    ====
    # param port: prot = 80
    pods
    ----
    error[TQL0162]: unknown type `prot`
     --> query:1:15
      |
    1 | # param port: prot = 80
      |               ^^^^ not a type
      |
    help: did you mean `port`?
    ====
    # param d: duration = tomorrow
    pods
    ----
    error[TQL0164]: expected a value of type `duration`, found `tomorrow`
     --> query:1:23
      |
    1 | # param d: duration = tomorrow
      |                       ^^^^^^^^ not of type `duration`
      |
    help: write for example `30s`
    """#
}
