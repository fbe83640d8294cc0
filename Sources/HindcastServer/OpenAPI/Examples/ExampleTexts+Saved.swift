// Written by DocumentExampleTests with HINDCAST_REWRITE=1.
extension ExampleTexts {
  static let saved: [String: [String: String]] = [
    "savedQueries": [
      "application/json": #"""
      {"queries":[{"name":"service-outages","doc":"When nothing was eligible for a Service por\#
      t, and for how long.\nTime that nobody watched is no outage; an outage that touches it i\#
      s cut there and marked.","parameters":[{"name":"service","type":"service","required":tru\#
      e},{"name":"port","type":"port","required":true},{"name":"from","type":"instant","requir\#
      ed":false,"default":"-1h"},{"name":"to","type":"instant","required":false,"default":"now\#
      "},{"name":"longer_than","type":"duration","required":false,"default":"0s"}],"text":"# d\#
      oc: When nothing was eligible for a Service port, and for how long.\n# doc: Time that no\#
      body watched is no outage; an outage that touches it is cut there and marked.\n# param s\#
      ervice: service\n# param port: port\n# param from: instant = -1h\n# param to: instant = \#
      now\n# param longer_than: duration = 0s\n# columns: duration, cut, unobserved, from, unt\#
      il\npods serving $service on port $port from $from to $to | outages longer than $longer_\#
      than\n"}]}
      """#
    ],
    "savedQuery": [
      "application/json": #"""
      {"name":"service-outages","doc":"When nothing was eligible for a Service port, and for h\#
      ow long.\nTime that nobody watched is no outage; an outage that touches it is cut there \#
      and marked.","parameters":[{"name":"service","type":"service","required":true},{"name":"\#
      port","type":"port","required":true},{"name":"from","type":"instant","required":false,"d\#
      efault":"-1h"},{"name":"to","type":"instant","required":false,"default":"now"},{"name":"\#
      longer_than","type":"duration","required":false,"default":"0s"}],"text":"# doc: When not\#
      hing was eligible for a Service port, and for how long.\n# doc: Time that nobody watched\#
       is no outage; an outage that touches it is cut there and marked.\n# param service: serv\#
      ice\n# param port: port\n# param from: instant = -1h\n# param to: instant = now\n# param\#
       longer_than: duration = 0s\n# columns: duration, cut, unobserved, from, until\npods ser\#
      ving $service on port $port from $from to $to | outages longer than $longer_than\n"}
      """#
    ],
    "answerSavedQuery": [
      "application/json": #"""
      {"tql":1,"query":"let service = shop/cart\nlet port = 80\nlet from = -1h\nlet to = now\n\#
      let longer_than = 0s\npods serving $service on port $port from $from to $to | outages lo\#
      nger than $longer_than","from":"2026-11-23T03:39:51Z","to":"2026-11-23T04:39:51Z","clust\#
      er":"prod","basis":{"event":20,"hash":"bb55f42e440bc2293b0ce654a8a02205f2f5024face0417ac\#
      5ff96564e65b05f"},"coverage":[{"kind":"Service","observed":false,"from":null,"until":"20\#
      26-11-23T04:09:59Z"},{"kind":"Service","observed":true,"from":"2026-11-23T04:09:59Z","un\#
      til":"2026-11-23T04:44:00Z"},{"kind":"EndpointSlice","observed":false,"from":null,"until\#
      ":"2026-11-23T04:09:59Z"},{"kind":"EndpointSlice","observed":true,"from":"2026-11-23T04:\#
      09:59Z","until":"2026-11-23T04:44:00Z"},{"kind":"Pod","observed":false,"from":null,"unti\#
      l":"2026-11-23T04:09:59Z"},{"kind":"Pod","observed":true,"from":"2026-11-23T04:09:59Z","\#
      until":"2026-11-23T04:44:00Z"}],"notes":[{"code":"not-observed","message":"services, end\#
      pointslices and pods were not observed before 2026-11-23T04:09:59Z","help":"ask about 20\#
      26-11-23T04:09:59Z or later; `coverage` shows what was observed","until":"2026-11-23T04:\#
      09:59Z"},{"code":"unknown-service","message":"there was no service `shop/cart` from 2026\#
      -11-23T04:09:59Z to 2026-11-23T04:10:00Z","span":[100,108],"from":"2026-11-23T04:09:59Z"\#
      ,"until":"2026-11-23T04:10:00Z"},{"code":"not-forwarded","message":"connections to `80/T\#
      CP` of service `shop/cart` are rejected: nothing is usable, from 2026-11-23T04:10:00Z to\#
       2026-11-23T04:10:02Z","help":"ask `why shop/cart`","from":"2026-11-23T04:10:00Z","until\#
      ":"2026-11-23T04:10:02Z"},{"code":"not-forwarded","message":"connections to `80/TCP` of \#
      service `shop/cart` are rejected: nothing is usable, from 2026-11-23T04:20:00Z to 2026-1\#
      1-23T04:20:30Z","help":"ask `why shop/cart`","from":"2026-11-23T04:20:00Z","until":"2026\#
      -11-23T04:20:30Z"}],"columns":[{"name":"duration","type":"duration"},{"name":"cut","type\#
      ":"text"},{"name":"unobserved","type":"duration"},{"name":"from","type":"instant"},{"nam\#
      e":"until","type":"instant"},{"name":"certainty","type":"text"},{"name":"event","type":"\#
      integer"}],"rows":[["3s","start","30m8s","2026-11-23T04:09:59Z","2026-11-23T04:10:02Z","\#
      observed",null],["30s",null,"30m8s","2026-11-23T04:20:00Z","2026-11-23T04:20:30Z","obser\#
      ved",null]],"rowCount":2}
      """#,
      "application/x-ndjson": #"""
      {"tql":1,"query":"let service = shop/cart\nlet port = 80\nlet from = -1h\nlet to = now\n\#
      let longer_than = 0s\npods serving $service on port $port from $from to $to | outages lo\#
      nger than $longer_than","from":"2026-11-23T03:39:51Z","to":"2026-11-23T04:39:51Z","clust\#
      er":"prod","basis":{"event":20,"hash":"bb55f42e440bc2293b0ce654a8a02205f2f5024face0417ac\#
      5ff96564e65b05f"},"coverage":[{"kind":"Service","observed":false,"from":null,"until":"20\#
      26-11-23T04:09:59Z"},{"kind":"Service","observed":true,"from":"2026-11-23T04:09:59Z","un\#
      til":"2026-11-23T04:44:00Z"},{"kind":"EndpointSlice","observed":false,"from":null,"until\#
      ":"2026-11-23T04:09:59Z"},{"kind":"EndpointSlice","observed":true,"from":"2026-11-23T04:\#
      09:59Z","until":"2026-11-23T04:44:00Z"},{"kind":"Pod","observed":false,"from":null,"unti\#
      l":"2026-11-23T04:09:59Z"},{"kind":"Pod","observed":true,"from":"2026-11-23T04:09:59Z","\#
      until":"2026-11-23T04:44:00Z"}],"notes":[{"code":"not-observed","message":"services, end\#
      pointslices and pods were not observed before 2026-11-23T04:09:59Z","help":"ask about 20\#
      26-11-23T04:09:59Z or later; `coverage` shows what was observed","until":"2026-11-23T04:\#
      09:59Z"},{"code":"unknown-service","message":"there was no service `shop/cart` from 2026\#
      -11-23T04:09:59Z to 2026-11-23T04:10:00Z","span":[100,108],"from":"2026-11-23T04:09:59Z"\#
      ,"until":"2026-11-23T04:10:00Z"},{"code":"not-forwarded","message":"connections to `80/T\#
      CP` of service `shop/cart` are rejected: nothing is usable, from 2026-11-23T04:10:00Z to\#
       2026-11-23T04:10:02Z","help":"ask `why shop/cart`","from":"2026-11-23T04:10:00Z","until\#
      ":"2026-11-23T04:10:02Z"},{"code":"not-forwarded","message":"connections to `80/TCP` of \#
      service `shop/cart` are rejected: nothing is usable, from 2026-11-23T04:20:00Z to 2026-1\#
      1-23T04:20:30Z","help":"ask `why shop/cart`","from":"2026-11-23T04:20:00Z","until":"2026\#
      -11-23T04:20:30Z"}],"columns":[{"name":"duration","type":"duration"},{"name":"cut","type\#
      ":"text"},{"name":"unobserved","type":"duration"},{"name":"from"…
      """#,
      "application/yaml": #"""
      tql: 1
      query: |-
        let service = shop/cart
        let port = 80
        let from = -1h
        let to = now
        let longer_than = 0s
        pods serving $service on port $port from $from to $to | outages longer than $longer_than
      from: '2026-11-23T03:39:51Z'
      to: '2026-11-23T04:39:51Z'
      cluster: prod
      basis:
        event: 20
        hash: bb55f42e440bc2293b0ce654a8a02205f2f5024face0417ac5ff96564e65b05f
      coverage:
      - kind: Service
        observed: false
        from: null
        until: '2026-11-23T04:09:59Z'
      - kind: Service
        observed: true
        from: '2026-11-23T04:09:59Z'
        until: '2026-11-23T04:44:00Z'
      - kind: EndpointSlice
        observed: false
        from: null
        until: '2026-11-23T04:09:59Z'
      - kind: EndpointSlice
        observed: true
        from: '2026-11-23T04:09:59Z'
        until: '2026-11-23T04:44:00Z'
      - kind: Pod
        observed: false
        from: null
        until: '2026-11-23T04:09:59Z'
      - kind: Pod
        observed: true
        from: '2026-11-23T04:09:59Z'
        until: '2026-11-23T04:44:00Z'
      notes:
      - code: not-observed
        message: services, endpointslices and pods were not observed before 2026-11-23T04:09:59Z
        help: ask about 2026-11-23T04:09:59Z or later; `coverage` shows what was observed
        until: '2026-11-23T04:09:59Z'
      - code: unknown-service
        message: there was no service `shop/cart` from 2026-11-23T04:09:59Z to 2026-11-23T04:1\#
      0:00Z
        span:
        - 100
        - 108
        from: '2026-11-23T04:09:59Z'
        until: '2026-11-23T04:10:00Z'
      - code: not-forwarded
        message: 'connections to `80/TCP` of service `shop/cart` are rejected: nothing is usab\#
      le, from 2026-11-23T04:10:00Z to 2026-11-23T04:10:02Z'
        help: ask `why shop/cart`
        from: '2026-11-23T04:10:00Z'
        until: '2026-11-23T04:10:02Z'
      - code: not-forwarded
        message: 'connections to `80/TCP` of service `shop/cart` are rejected: nothing is usab\#
      le, from 2026-11-23T04:20:00Z to 2026-11-23T04:20:30Z'
        help: ask `why shop/cart`
        from: '2026-11-23T04:20:00Z'
        until: '2026-11-23T04:20:30Z'
      columns:
      - name: duration
        type: duration
      - name: cut
        type: text
      - name: unobserved
        type: duration
      - name: from
        type: instant
      - name: u…
      """#,
      "text/csv": #"""
      duration,cut,unobserved,from,until,certainty,event\#r
      3s,start,30m8s,2026-11-23T04:09:59Z,2026-11-23T04:10:02Z,observed,\#r
      30s,,30m8s,2026-11-23T04:20:00Z,2026-11-23T04:20:30Z,observed,\#r

      """#,
      "text/markdown": #"""
      | duration | cut | unobserved | from | until |
      | --- | --- | --- | --- | --- |
      | 3s | start | 30m8s | 2026-11-23T04:09:59Z | 2026-11-23T04:10:02Z |
      | 30s | - | 30m8s | 2026-11-23T04:20:00Z | 2026-11-23T04:20:30Z |

      - note\[TQL2001\] not-observed: services, endpointslices and pods were not observed befo\#
      re 2026-11-23T04:09:59Z
        - help: ask about 2026-11-23T04:09:59Z or later; \`coverage\` shows what was observed
      - note\[TQL2003\] unknown-service: there was no service \`shop/cart\` from 2026-11-23T04\#
      :09:59Z to 2026-11-23T04:10:00Z
      - note\[TQL2014\] not-forwarded: connections to \`80/TCP\` of service \`shop/cart\` are \#
      rejected: nothing is usable, from 2026-11-23T04:10:00Z to 2026-11-23T04:10:02Z
        - help: ask \`why shop/cart\`
      - note\[TQL2014\] not-forwarded: connections to \`80/TCP\` of service \`shop/cart\` are \#
      rejected: nothing is usable, from 2026-11-23T04:20:00Z to 2026-11-23T04:20:30Z
        - help: ask \`why shop/cart\`

      *2 rows · from 2026-11-23T03:39:51Z to 2026-11-23T04:39:51Z · cluster prod · basis 20:bb\#
      55f42e440b*

      """#,
      "text/plain": #"""
      DURATION  CUT    UNOBSERVED  FROM                  UNTIL
      3s        start  30m8s       2026-11-23T04:09:59Z  2026-11-23T04:10:02Z
      30s       -      30m8s       2026-11-23T04:20:00Z  2026-11-23T04:20:30Z
      note[TQL2001] not-observed: services, endpointslices and pods were not observed before 2\#
      026-11-23T04:09:59Z
      help: ask about 2026-11-23T04:09:59Z or later; `coverage` shows what was observed
      note[TQL2003] unknown-service: there was no service `shop/cart` from 2026-11-23T04:09:59\#
      Z to 2026-11-23T04:10:00Z
      note[TQL2014] not-forwarded: connections to `80/TCP` of service `shop/cart` are rejected\#
      : nothing is usable, from 2026-11-23T04:10:00Z to 2026-11-23T04:10:02Z
      help: ask `why shop/cart`
      note[TQL2014] not-forwarded: connections to `80/TCP` of service `shop/cart` are rejected\#
      : nothing is usable, from 2026-11-23T04:20:00Z to 2026-11-23T04:20:30Z
      help: ask `why shop/cart`
      -- 2 rows · from 2026-11-23T03:39:51Z to 2026-11-23T04:39:51Z · cluster prod · basis 20:\#
      bb55f42e440b

      """#,
    ],
  ]
}
