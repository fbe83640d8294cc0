// Written by DocumentExampleTests with HINDCAST_REWRITE=1.
extension ExampleTexts {
  static let errors: [String: [String: String]] = [
    "400": [
      "application/json": #"""
      {"error":{"code":"TQL0110","category":"incorrect","message":"unexpected `servng`","span"\#
      :{"start":5,"end":11,"line":1,"column":6},"label":"expected `serving`, `selected`, `list\#
      ed` or `with`","help":"did you mean `serving`?"},"diagnostics":[{"code":"TQL0110","sever\#
      ity":"error","message":"unexpected `servng`","span":{"start":5,"end":11,"line":1,"column\#
      ":6},"label":"expected `serving`, `selected`, `listed` or `with`","help":"did you mean `\#
      serving`?","suggestions":[{"replacement":"serving","span":{"start":5,"end":11,"line":1,"\#
      column":6},"kind":"keyword"}]}],"notes":[]}
      """#
    ],
    "401": [
      "application/json": #"""
      {"error":{"code":"unauthenticated","category":"forbidden","message":"this server answers\#
       those who have a token","help":"send it in the header `Authorization: Bearer TOKEN`"},"\#
      notes":[]}
      """#
    ],
    "403": [
      "application/json": #"""
      {"error":{"code":"TQL0230","category":"forbidden","message":"you may only ask about some\#
       namespaces, and this asks about more","span":{"start":0,"end":8,"line":1,"column":1},"l\#
      abel":"in no one namespace","help":"yours: shop; name one of them"},"diagnostics":[{"cod\#
      e":"TQL0230","severity":"error","message":"you may only ask about some namespaces, and t\#
      his asks about more","span":{"start":0,"end":8,"line":1,"column":1},"label":"in no one n\#
      amespace","help":"yours: shop; name one of them","suggestions":[]}],"notes":[]}
      """#
    ],
    "404": [
      "application/json": #"""
      {"error":{"code":"no-such-query","category":"not-found","message":"there is no saved que\#
      ry `service-outage`","help":"did you mean `service-outages`?"},"notes":[]}
      """#
    ],
    "405": [
      "application/json": #"""
      {"error":{"code":"method-not-allowed","category":"incorrect","message":"`DELETE` is not \#
      for this path","help":"use GET or POST"},"notes":[]}
      """#
    ],
    "406": [
      "application/json": #"""
      {"error":{"code":"not-acceptable","category":"incorrect","message":"nothing here is of t\#
      he type `image/png`","help":"there are application/json, application/x-ndjson, applicati\#
      on/yaml, text/csv, text/markdown, text/plain; `format=` names one, too"},"notes":[]}
      """#
    ],
    "409": [
      "application/json": #"""
      {"error":{"code":"conflict","category":"conflict","message":"the projections of `prod.db\#
      ` were built by another version of Hindcast","help":"run `hindcast rebuild`"},"notes":[]}
      """#
    ],
    "410": [
      "application/json": #"""
      {"error":{"code":"TQL0231","category":"forgotten","message":"event 12 lies below the ret\#
      ention horizon, event 14: it was forgotten","span":{"start":70,"end":78,"line":1,"column\#
      ":71},"label":"forgotten","help":"name event 14 or a later one; `hindcast status` prints\#
       the horizon"},"diagnostics":[{"code":"TQL0231","severity":"error","message":"event 12 l\#
      ies below the retention horizon, event 14: it was forgotten","span":{"start":70,"end":78\#
      ,"line":1,"column":71},"label":"forgotten","help":"name event 14 or a later one; `hindca\#
      st status` prints the horizon","suggestions":[]}],"notes":[]}
      """#
    ],
    "413": [
      "application/json": #"""
      {"error":{"code":"body-too-large","category":"limit","message":"the body is longer than \#
      1000 bytes","help":"send less at a time"},"notes":[]}
      """#
    ],
    "415": [
      "application/json": #"""
      {"error":{"code":"unsupported-media-type","category":"incorrect","message":"the body is \#
      of the type `application/xml`","help":"send application/json, application/x-www-form-url\#
      encoded, or a query as text/plain"},"notes":[]}
      """#
    ],
    "422": [
      "application/json": #"""
      {"error":{"code":"time-limit","category":"limit","message":"the request ran longer than \#
      its `timeout` of 0s","help":"narrow the question, or ask for more time with `timeout`, u\#
      p to 30s, the server's limit"},"notes":[]}
      """#
    ],
    "429": [
      "application/json": #"""
      {"error":{"code":"rate-limited","category":"limit","message":"too much from `127.0.0.1`:\#
       more than 0.1 requests a second, the server's limit","help":"ask again in 10 s, and few\#
      er at a time"},"notes":[]}
      """#
    ],
    "431": [
      "application/json": #"""
      {"error":{"code":"head-too-large","category":"limit","message":"the head of the request \#
      is too long","help":"send long queries as the body of a POST"},"notes":[]}
      """#
    ],
    "501": [
      "application/json": #"""
      {"error":{"code":"reads-only","category":"unsupported","message":"this server only reads\#
       its store","help":"who runs it starts it with the option `ingest`"},"notes":[]}
      """#
    ],
    "503": [
      "application/json": #"""
      {"error":{"code":"not-connected","category":"unavailable","message":"not watched: pods o\#
      f prod","help":"the server's log says why"},"notes":[]}
      """#
    ],
  ]
}
