internal import QueryEngine
internal import TopologyModel

/// All that `/metrics` tells.
struct MetricsPage {
  let core: ServerCore
  let figures: StoreFigures
  /// What may be told of.
  let restriction: AccessRestriction
  let now: Instant

  var text: String {
    var page = PrometheusText()
    writeRequests(&page)
    writeQueries(&page)
    writeStore(&page)
    writeClusters(&page)
    writeCollector(&page)
    return page.text
  }

  private func writeRequests(_ page: inout PrometheusText) {
    let counts = core.metrics.counts
    page.begin("hindcast_build_info", .gauge, "The version that runs.")
    page.sample("hindcast_build_info", [("version", core.environment.toolVersion)], 1)
    page.begin("hindcast_http_requests_total", .counter, "Requests that were answered.")
    for (key, count) in counts.requests.sorted(by: { $0.key < $1.key }) {
      let labels = [
        ("endpoint", key.endpoint), ("method", Self.method(key.method)),
        ("status", "\(key.status)"),
      ]
      page.sample("hindcast_http_requests_total", labels, count)
    }
    let name = "hindcast_http_request_duration_seconds"
    page.begin(name, .histogram, "Time from a request's head to its answer.")
    for (endpoint, latencies) in counts.latencies.sorted(by: { $0.key < $1.key }) {
      page.histogram(name, [("endpoint", endpoint)], latencies)
    }
    page.metric(
      "hindcast_http_response_bytes_total",
      .counter,
      "Bytes of bodies that were sent.",
      counts.bytesWritten
    )
    page.metric(
      "hindcast_http_requests_running",
      .gauge,
      "Requests that run.",
      core.registry.count
    )
    page.metric(
      "hindcast_http_connections",
      .gauge,
      "Connections that are open.",
      core.connections.count
    )
    page.metric(
      "hindcast_http_not_modified_total",
      .counter,
      "Answers that the client had already.",
      counts.notModified
    )
  }

  /// The methods that are told apart; made-up ones would be labels without bound.
  private static func method(_ method: String) -> String {
    ["GET", "POST", "DELETE", "HEAD", "PUT", "PATCH", "OPTIONS"].contains(method) ? method : "other"
  }

  private func writeQueries(_ page: inout PrometheusText) {
    let counts = core.metrics.counts
    page.begin("hindcast_queries_total", .counter, "Queries by what became of them.")
    // All outcomes are there from the beginning, so that the first of a kind is an increase, too.
    for outcome in QueryOutcome.allCases {
      let count = counts.queries[outcome] ?? 0
      page.sample("hindcast_queries_total", [("outcome", outcome.label)], count)
    }
    page.metric(
      "hindcast_query_rows_total",
      .counter,
      "Rows of answers to queries.",
      counts.queryRows
    )
    let plans = core.workers.plans
    page.begin("hindcast_plans_total", .counter, "Plans of queries by where they came from.")
    page.sample("hindcast_plans_total", [("from", "cache")], plans.foundPlanCount)
    page.sample("hindcast_plans_total", [("from", "binder")], plans.madePlanCount)
    page.metric(
      "hindcast_timeline_answers_total",
      .counter,
      "Answers that were cut from what is kept of a Service or an address in memory.",
      plans.timelineSliceCount
    )
    page.metric(
      "hindcast_memory_answers_total",
      .counter,
      "Answers that lay ready in memory, given without another thread.",
      counts.answersFromMemory
    )
    page.metric(
      "hindcast_direct_answers_total",
      .counter,
      "Those of them that were given where their requests arrived.",
      counts.directAnswers
    )
    page.metric(
      "hindcast_attributed_rows_total",
      .counter,
      "Rows that were attributed.",
      counts.rowsAttributed
    )
    page.metric(
      "hindcast_ingested_events_total",
      .counter,
      "Events that were added over HTTP.",
      counts.eventsIngested
    )
    page.metric(
      "hindcast_ingested_known_total",
      .counter,
      "Records added over HTTP that were known already.",
      counts.eventsKnown
    )
  }

  private func writeStore(_ page: inout PrometheusText) {
    page.metric(
      "hindcast_log_position",
      .gauge,
      "The last event of the log.",
      figures.position.value
    )
    page.metric("hindcast_store_bytes", .gauge, "Bytes of the store.", figures.byteCount)
    page.metric(
      "hindcast_projection_runs",
      .gauge,
      "About how many stretches of facts the projections hold.",
      figures.runCount
    )
    page.metric(
      "process_resident_memory_bytes",
      .gauge,
      "Memory of the process in bytes.",
      ServerWatchdog.residentBytes
    )
    page.metric(
      "process_start_time_seconds",
      .gauge,
      "When the server began, since 1970 in seconds.",
      Self.seconds(core.beganAt)
    )
  }

  private func writeClusters(_ page: inout PrometheusText) {
    page.begin(
      "hindcast_last_observation_timestamp_seconds",
      .gauge,
      "When a cluster was last heard of, since 1970 in seconds."
    )
    for cluster in figures.clusters {
      guard let last = cluster.lastObservedAt else { continue }
      page.sample(
        "hindcast_last_observation_timestamp_seconds",
        [("cluster", cluster.name)],
        Self.seconds(last)
      )
    }
    page.begin(
      "hindcast_lag_seconds",
      .gauge,
      "Time since a cluster was last heard of, in seconds."
    )
    for cluster in figures.clusters {
      guard let last = cluster.lastObservedAt else { continue }
      let lag = max(0, Double(now.nanoseconds - last.nanoseconds) / 1e9)
      page.sample("hindcast_lag_seconds", [("cluster", cluster.name)], lag)
    }
    page.begin("hindcast_observed", .gauge, "Whether a kind is observed now.")
    for cluster in figures.clusters {
      for kind in cluster.kinds {
        page.sample("hindcast_observed", Self.labels(kind), kind.isObserved ? 1 : 0)
      }
    }
    page.begin(
      "hindcast_gap_since_timestamp_seconds",
      .gauge,
      "Since when a kind has not been observed, since 1970 in seconds."
    )
    for cluster in figures.clusters {
      for kind in cluster.kinds {
        guard let since = kind.gapSince else { continue }
        page.sample(
          "hindcast_gap_since_timestamp_seconds",
          Self.labels(kind),
          Self.seconds(since)
        )
      }
    }
  }

  private func writeCollector(_ page: inout PrometheusText) {
    guard let collector = core.environment.collector?() else { return }
    page.metric(
      "hindcast_collector_appended_events_total",
      .counter,
      "Events that the collector stored.",
      collector.appendedCount
    )
    page.metric(
      "hindcast_collector_queued_events",
      .gauge,
      "Events that wait to be stored.",
      collector.queuedCount
    )
    page.begin("hindcast_collector_connected", .gauge, "Whether a watch is connected.")
    for watch in collector.restricted(to: restriction).watches {
      let labels = [
        ("cluster", watch.cluster), ("kind", watch.kind.kindName),
        ("namespace", watch.namespace ?? ""),
      ]
      page.sample("hindcast_collector_connected", labels, watch.isConnected ? 1 : 0)
    }
  }

  private static func labels(_ kind: StoreFigures.Kind) -> [(String, String)] {
    [("cluster", kind.cluster), ("kind", kind.kind.kindName)]
  }

  private static func seconds(_ instant: Instant) -> Double { Double(instant.nanoseconds) / 1e9 }
}
