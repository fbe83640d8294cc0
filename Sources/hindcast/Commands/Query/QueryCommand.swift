import ArgumentParser

/// `hindcast query`.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Ask a question in TQL.",
    discussion: """
      Questions: pods serving S, pods listed by S, pods selected by S, endpoints of
      S, slices of S, services served by POD, services selecting POD, pods on node
      N, owners of ip A, why S, findings [of KIND NAME], dns NAME, show KIND NAME,
      history of KIND NAME, pods, services, endpoints, slices, nodes, events [of
      KIND NAME], coverage.
      Then, in this order: on port P, for node N, in namespace N, at TIME or from
      TIME to TIME, as known at event N, | stages.
      A time is 2026-11-23T04:39:51Z, now, -5m, or rv 12859 for a revision of the
      cluster.
      Stages: where, select, distinct, count [by], group by; over a span outages,
      duration, share, changes, every, throughout; sort by, limit.
      In front: diff QUESTION from TIME to TIME, explain QUESTION, explain analyze
      QUESTION.

      Examples:
        hindcast query 'pods serving my-service on port 80 at 2026-11-23T04:39:51Z'
        hindcast query 'pods serving shop/web since -1h | outages longer than 5s'
        hindcast query 'why shop/web at 2026-11-23T04:30:06Z'
        hindcast query 'owners of ip 10.244.1.3 at 2026-11-23T04:30:06Z'
        hindcast query 'diff services from -1d to now'
        hindcast query 'history of pod shop/web-1 | where field like "status.*"'
        hindcast query coverage
      """
  )

  @OptionGroup var options: AskingOptions

  @OptionGroup var text: QueryText

  func run() throws {
    try options.ask(try text.read())
  }
}
