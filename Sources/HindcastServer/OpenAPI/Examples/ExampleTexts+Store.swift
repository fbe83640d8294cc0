// Written by DocumentExampleTests with HINDCAST_REWRITE=1.
extension ExampleTexts {
  static let store: [String: [String: String]] = [
    "status": [
      "application/json": #"""
      {"version":"0.0.0","startedAt":"2026-11-23T04:45:00Z","acceptsEvents":false,"store":{"ev\#
      ent":20,"hash":"bb55f42e440bc2293b0ce654a8a02205f2f5024face0417ac5ff96564e65b05f","bytes\#
      ":176128},"clusters":[{"name":"prod","epoch":0,"beganAt":"2026-11-23T04:09:59Z","lastObs\#
      ervedAt":"2026-11-23T04:44:00Z","kinds":[{"kind":"Service","observed":false,"gapSince":"\#
      2026-11-23T04:44:00Z","stretches":1},{"kind":"EndpointSlice","observed":false,"gapSince"\#
      :"2026-11-23T04:44:00Z","stretches":1},{"kind":"Pod","observed":false,"gapSince":"2026-1\#
      1-23T04:44:00Z","stretches":1},{"kind":"Node","observed":false,"gapSince":"2026-11-23T04\#
      :44:00Z","stretches":1}]}]}
      """#
    ],
    "clusters": [
      "application/json": #"""
      {"clusters":[{"name":"prod","epoch":0,"beganAt":"2026-11-23T04:09:59Z","lastObservedAt":\#
      "2026-11-23T04:44:00Z","kinds":[{"kind":"Service","observed":false,"gapSince":"2026-11-2\#
      3T04:44:00Z","stretches":1},{"kind":"EndpointSlice","observed":false,"gapSince":"2026-11\#
      -23T04:44:00Z","stretches":1},{"kind":"Pod","observed":false,"gapSince":"2026-11-23T04:4\#
      4:00Z","stretches":1},{"kind":"Node","observed":false,"gapSince":"2026-11-23T04:44:00Z",\#
      "stretches":1}]}]}
      """#
    ],
    "coverage": [
      "application/json": #"""
      {"tql":1,"query":"coverage of pod","to":"2026-11-23T04:44:00Z","cluster":"prod","basis":\#
      {"event":20,"hash":"bb55f42e440bc2293b0ce654a8a02205f2f5024face0417ac5ff96564e65b05f"},"\#
      coverage":[],"notes":[],"columns":[{"name":"kind","type":"text"},{"name":"namespace","ty\#
      pe":"text"},{"name":"feed","type":"text"},{"name":"state","type":"text"},{"name":"reason\#
      ","type":"text"},{"name":"from","type":"instant"},{"name":"until","type":"instant"},{"na\#
      me":"certainty","type":"text"},{"name":"event","type":"integer"}],"rows":[["Pod",null,nu\#
      ll,"awaited","the watch is open, and told nothing since","2026-11-23T04:44:00Z","2026-11\#
      -23T04:56:00Z","observed",null],["Pod",null,"script","observed","open","2026-11-23T04:09\#
      :59Z","2026-11-23T04:44:00Z","observed",null]],"rowCount":2}
      """#,
      "application/x-ndjson": #"""
      {"tql":1,"query":"coverage of pod","to":"2026-11-23T04:44:00Z","cluster":"prod","basis":\#
      {"event":20,"hash":"bb55f42e440bc2293b0ce654a8a02205f2f5024face0417ac5ff96564e65b05f"},"\#
      coverage":[],"notes":[],"columns":[{"name":"kind","type":"text"},{"name":"namespace","ty\#
      pe":"text"},{"name":"feed","type":"text"},{"name":"state","type":"text"},{"name":"reason\#
      ","type":"text"},{"name":"from","type":"instant"},{"name":"until","type":"instant"},{"na\#
      me":"certainty","type":"text"},{"name":"event","type":"integer"}]}
      {"kind":"Pod","namespace":null,"feed":null,"state":"awaited","reason":"the watch is open\#
      , and told nothing since","from":"2026-11-23T04:44:00Z","until":"2026-11-23T04:56:00Z","\#
      certainty":"observed","event":null}
      {"kind":"Pod","namespace":null,"feed":"script","state":"observed","reason":"open","from"\#
      :"2026-11-23T04:09:59Z","until":"2026-11-23T04:44:00Z","certainty":"observed","event":nu\#
      ll}
      {"rowCount":2}

      """#,
      "application/yaml": #"""
      tql: 1
      query: coverage of pod
      to: '2026-11-23T04:44:00Z'
      cluster: prod
      basis:
        event: 20
        hash: bb55f42e440bc2293b0ce654a8a02205f2f5024face0417ac5ff96564e65b05f
      coverage: []
      notes: []
      columns:
      - name: kind
        type: text
      - name: namespace
        type: text
      - name: feed
        type: text
      - name: state
        type: text
      - name: reason
        type: text
      - name: from
        type: instant
      - name: until
        type: instant
      - name: certainty
        type: text
      - name: event
        type: integer
      rows:
      - kind: Pod
        namespace: null
        feed: null
        state: awaited
        reason: the watch is open, and told nothing since
        from: '2026-11-23T04:44:00Z'
        until: '2026-11-23T04:56:00Z'
        certainty: observed
        event: null
      - kind: Pod
        namespace: null
        feed: script
        state: observed
        reason: open
        from: '2026-11-23T04:09:59Z'
        until: '2026-11-23T04:44:00Z'
        certainty: observed
        event: null
      rowCount: 2

      """#,
      "text/csv": #"""
      kind,namespace,feed,state,reason,from,until,certainty,event\#r
      Pod,,,awaited,"the watch is open, and told nothing since",2026-11-23T04:44:00Z,2026-11-2\#
      3T04:56:00Z,observed,\#r
      Pod,,script,observed,open,2026-11-23T04:09:59Z,2026-11-23T04:44:00Z,observed,\#r

      """#,
      "text/markdown": #"""
      | kind | namespace | feed | state | reason | from | until |
      | --- | --- | --- | --- | --- | --- | --- |
      | Pod | - | - | awaited | the watch is open, and told nothing since | 2026-11-23T04:44:0\#
      0Z | 2026-11-23T04:56:00Z |
      | Pod | - | script | observed | open | 2026-11-23T04:09:59Z | 2026-11-23T04:44:00Z |

      *2 rows · through 2026-11-23T04:44:00Z · cluster prod · basis 20:bb55f42e440b*

      """#,
      "text/plain": #"""
      KIND  NAMESPACE  FEED    STATE     REASON                                     FROM      \#
                  UNTIL
      Pod   -          -       awaited   the watch is open, and told nothing since  2026-11-23\#
      T04:44:00Z  2026-11-23T04:56:00Z
      Pod   -          script  observed  open                                       2026-11-23\#
      T04:09:59Z  2026-11-23T04:44:00Z
      -- 2 rows · through 2026-11-23T04:44:00Z · cluster prod · basis 20:bb55f42e440b

      """#,
    ],
  ]
}
