// Written by DocumentExampleTests with HINDCAST_REWRITE=1.
extension ExampleTexts {
  static let operations: [String: [String: String]] = [
    "requests": [
      "application/json": #"""
      {"requests":[{"request":1,"client":"127.0.0.1","address":"127.0.0.1","method":"GET","pat\#
      h":"/api/v1/requests","query":null,"phase":"reading","heldBytes":0,"receivedAt":"2026-11\#
      -23T04:45:00Z"}]}
      """#
    ],
    "livez": [
      "text/plain": #"""
      ok

      """#
    ],
    "readyz": [
      "text/plain": #"""
      ok

      """#
    ],
    "metrics": [
      "text/plain": #"""
      # HELP hindcast_build_info The version that runs.
      # TYPE hindcast_build_info gauge
      hindcast_build_info{version="0.0.0"} 1
      # HELP hindcast_http_requests_total Requests that were answered.
      # TYPE hindcast_http_requests_total counter
      # HELP hindcast_http_request_duration_seconds Time from a request's head to its answer.
      # TYPE hindcast_http_request_duration_seconds histogram
      # HELP hindcast_http_response_bytes_total Bytes of bodies that were sent.
      # TYPE hindcast_http_response_bytes_total counter
      hindcast_http_response_bytes_total 0
      # HELP hindcast_http_requests_running Requests that run.
      # TYPE hindcast_http_requests_running gauge
      hindcast_http_requests_running 1
      # HELP hindcast_http_connections Connections that are open.
      # TYPE hindcast_http_connections gauge
      hindcast_http_connections 1
      # HELP hindcast_http_not_modified_total Answers that the client had already.
      # TYPE hindcast_http_not_modified_total counter
      hindcast_http_not_modified_total 0
      # HELP hindcast_queries_total Queries by what became of them.
      # TYPE hindcast_queries_total counter
      hindcast_queries_total{outcome="answered"} 0
      hindcast_queries_total{outcome="not-modified"} 0
      hindcast_queries_total{outcome="refused"} 0
      hindcast_queries_total{outcome="time-limit"} 0
      hindcast_queries_total{outcome="memory-limit"} 0
      hindcast_queries_total{outcome="client-gone"} 0
      hindcast_queries_total{outcome="request-ended"} 0
      hindcast_queries_total{outcome="shutting-down"} 0
      hindcast_queries_total{outcome="failed"} 0
      # HELP hindcast_query_rows_total Rows of answers to queries.
      # TYPE hindcast_query_rows_total counter
      hindcast_query_rows_total 0
      # HELP hindcast_plans_total Plans of queries by where they came from.
      # TYPE hindcast_plans_total counter
      hindcast_plans_total{from="cache"} 0
      hindcast_plans_total{from="binder"} 0
      # HELP hindcast_timeline_answers_total Answers that were cut from what is kept of a Serv\#
      ice or an address in memory.
      # TYPE hindcast_timeline_answers_total counter
      hindcast_timeline_answers_total 0
      # HELP hi…
      """#
    ],
    "openapi": [
      "application/json": #"""
      {"openapi":"3.1.0","info":{"title":"Hindcast","summary":"What a Kubernetes cluster's Ser\#
      vices were, and when.","description":"Every answer carries its basis: the last event tha\#
      t it rests on, and the hash of the chain there. The same question on the same basis has \#
      the same bytes. HEAD is answered wherever GET is, save for streams; OPTIONS tells the me\#
      thods of a path. Unknown parameters are errors. Examples are what a server gave; long on\#
      es end with `…`. Of 500 there is none: what a server says of a defect, or of a damaged s\#
      tore, depends on it.","license":{"name":"Apache-2.0","identifier":"Apache-2.0"},"version\#
      ":"0.0.0"},"servers":[{"url":"/"}],"security":[{},{"token":[]}]}
      """#
    ],
    "paths": [
      "application/json": #"""
      {"paths":["/","/api/v1/attribute","/api/v1/clusters","/api/v1/complete","/api/v1/coverag\#
      e","/api/v1/events","/api/v1/events/live","/api/v1/explain","/api/v1/format","/api/v1/pa\#
      rse","/api/v1/queries","/api/v1/queries/{name}","/api/v1/queries/{name}/answer","/api/v1\#
      /query","/api/v1/reports","/api/v1/reports/{name}","/api/v1/requests","/api/v1/requests/\#
      {number}","/api/v1/status","/livez","/metrics","/openapi.json","/readyz"]}
      """#
    ],
  ]
}
