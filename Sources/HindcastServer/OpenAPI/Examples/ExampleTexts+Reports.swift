// Written by DocumentExampleTests with HINDCAST_REWRITE=1.
extension ExampleTexts {
  static let reports: [String: [String: String]] = [
    "reports": [
      "application/json": #"""
      {"reports":[{"name":"availability","summary":"how much of the time each Service port had\#
       endpoints; outages with their causes; flaps"},{"name":"membership","summary":"which Pod\#
      s served each Service port, from when until when, and where"},{"name":"changes","summary\#
      ":"what changed and by whom, grouped into incidents"},{"name":"findings","summary":"what\#
       the audit rules found, when it was opened and when resolved"}]}
      """#
    ],
    "report": [
      "application/json": #"""
      {"statement":{"hindcastReport":1,"tool":"0.0.0","report":"availability","from":"2026-11-\#
      23T04:15:00Z","to":"2026-11-23T04:30:00Z","cluster":"prod","namespace":"*","service":"*"\#
      ,"atLeast":2,"quiet":"1m","kubernetesVersion":null,"dnsZone":"cluster.local","findingLag\#
      ":"30s","exclusions":[],"event":20,"hash":"bb55f42e440bc2293b0ce654a8a02205f2f5024face04\#
      17ac5ff96564e65b05f"},
      "title":"Availability",
      "facts":[{"name":"Measured","value":"1 Service, 1 port"},{"name":"Lowest availability","\#
      value":"96.666 %"},{"name":"Outages","value":"1"},{"name":"Time in outages","value":"30s\#
      "},{"name":"Longest outage","value":"30s"},{"name":"Flaps","value":"2"}],
      "retention":{"horizon":null},
      "gaps":[],
      "notes":[],
      "remarks":[],
      "queries":["let namespace = *\nlet name = \"*\"\nlet from = 2026-11-23T04:15:00Z\nlet to\#
       = 2026-11-23T04:30:00Z\nservices in namespace $namespace from $from to $to as known at \#
      event 20 | where name like $name","let service = */*\nlet from = 2026-11-23T04:15:00Z\nl\#
      et to = 2026-11-23T04:30:00Z\nendpoints of $service from $from to $to as known at event \#
      20","let from = 2026-11-23T04:15:00Z\nlet to = 2026-11-23T04:30:00Z\ncoverage from $from\#
       to $to as known at event 20"],
      "tables":[
      {"name":"services","title":"Availability of Service ports","columns":[{"name":"service",\#
      "type":"text"},{"name":"port","type":"port"},{"name":"share","type":"decimal"},{"name":"\#
      share_at_least_n","type":"decimal"},{"name":"observed","type":"duration"},{"name":"unobs\#
      erved","type":"duration"},{"name":"outages","type":"integer"},{"name":"outage_time","typ\#
      e":"duration"},{"name":"longest_outage","type":"duration"},{"name":"flaps","type":"integ\#
      er"},{"name":"endpoints_min","type":"integer"},{"name":"endpoints_max","type":"integer"}\#
      ,{"name":"measured_from","type":"instant"},{"name":"measured_until","type":"instant"}],"\#
      rowCount":1,"rows":[
      ["shop/cart",{"name":"","number":80,"protocol":"TCP"},0.9666666666666667,0.9666666666666\#
      667,"15m","0s",1,"30s","30s",2,0,2,"2026-11-23T04:15:00Z","2026-11-23T04:30:00Z"]
      ]},
      {"name":"steps","title":"How many endpoints were eligible, over time","columns":[{"name"\#
      :"service","type":"text"},{"name":"port","type":"port"},{"name":"endpoints","type":"inte\#
      ger"},{"name":"from","type":"instant"},{"name":"until","type":"instant"}],"rowCount":3,"\#
      rows":[
      ["shop/cart",{"name":"","number":80,"protocol":"TCP"},2,"2026-11-23T04:15:00Z","2026-11-\#
      23T04:20:00Z"],
      ["shop/cart",{"name":"","number":80,"protocol":"TCP"},0,"2026-11-23T04:20:00Z","2026-11-\#
      23T04:20:30Z"],
      ["shop/cart",{"name":"","number":80,"protocol":"TCP"},2,"2026-11-23T04:20:30Z","2026-11-\#
      23T04:30:00Z"]
      ]},
      {"name":"outages","title":"Outages, with their causes","columns":[{"name":"outage","type\#
      ":"integer"},{"name":"service","type":"text"},{"name":"port","type":"port"},{"name":"fro\#
      m","type":"instant"},{"name":"until","type":"instant"},{"name":"duration","type":"durati\#
      on"},{"name":"cut","type":"list of text"},{"name":"cause","type":"text"},{"name":"detail\#
      ","type":"text"},{"name":"users","type":"list of text"},{"name":"events","type":"list of\#
       text"},{"name":"evidence","type":"list of text"}],"rowCount":1,"rows":[
      [1,"shop/cart",{"name":"","number":80,"protocol":"TCP"},"2026-11-23T04:20:00Z","2026-11-\#
      23T04:20:30Z","30s",[],"readiness-lost","2 endpoints lost: 2 no longer ready; first cart\#
      -1 at 2026-11-23T04:20:00Z, last cart-2 at 2026-11-23T04:20:00Z",[],["15"],["event 15: s\#
      lice cart-x: cart-1 not ready","event 15: slice cart-x: cart-2 not ready"]]
      ]},
      {"name":"flaps","title":"Flaps, by endpoint","columns":[{"name":"service","type":"text"}\#
      ,{"name":"port","type":"port"},{"name":"endpoint","type":"text"},{"name":"uid","type":"t\#
      ext"},{"name":"node","type":"text"},{"name":"flaps","type":"integer"},{"name":"lost_for"\#
      ,"type":"duration"},{"name":"longest","type":"duration"},{"name":"first","type":"instant\#
      "},{"name":"last","type":"instant"}],"rowCount":2,"rows":[
      ["shop/cart",{"name":"","number":80,"protocol":"TCP"},"cart-1","pod.shop.cart-1.1","node\#
      -1",1,"30s","30s","2026-11-23T04:20:00Z","2026-11-23T04:20:00Z"],
      ["shop/cart",{"name":"","number":80,"protocol":"TCP"},"cart-2","pod.shop.cart-2.1","node\#
      -2",1,"30s","30s","2026-11-23T04:20:00Z","2026-11-23T04:20:00Z"]
      ]},
      {"name":"coverage","title":"What was watched, and the gaps","columns":[{"name":"kind","t\#
      ype":"text"},{"name":"namespace","type":"text"},{"name":"state","type":"text"},{"name":"\#
      from","type":"instant"},{"name":"until","type":"instant"},{"name":"reason","type":"text"\#
      },{"name":"feed","type":"text"}],"rowCount":4,"rows":[
      ["EndpointSlice",null,"observed","2026-11-23T04:09:59Z","2026-11-23T04:44:00Z","open","s\#
      cript"],
      ["Node",null,"observed","2026-11-23T04:09:59Z","2026-11-23T04:44:00Z","open","script"],
      ["Pod",null,"observed","2026-11-23T04:09:59Z","2026-11-23T04:44:00Z","open","script"],
      ["Service",null,"observed","2026-11-23T04:09:59Z","2026-11-23T04:44:00Z","open","script"]
      ]}
      ]}
      """#,
      "text/csv": #"""
      name,value\#r
      hindcastReport,1\#r
      tool,0.0.0\#r
      report,availability\#r
      from,2026-11-23T04:15:00Z\#r
      to,2026-11-23T04:30:00Z\#r
      cluster,prod\#r
      namespace,*\#r
      service,*\#r
      atLeast,2\#r
      quiet,1m\#r
      kubernetesVersion,\#r
      dnsZone,cluster.local\#r
      findingLag,30s\#r
      exclusions,\#r
      event,20\#r
      hash,bb55f42e440bc2293b0ce654a8a02205f2f5024face0417ac5ff96564e65b05f\#r
      fact: Measured,"1 Service, 1 port"\#r
      fact: Lowest availability,96.666 %\#r
      fact: Outages,1\#r
      fact: Time in outages,30s\#r
      fact: Longest outage,30s\#r
      fact: Flaps,2\#r
      coverage,All of the span was observed.\#r
      retention horizon,\#r
      query,"let namespace = *
      let name = ""*""
      let from = 2026-11-23T04:15:00Z
      let to = 2026-11-23T04:30:00Z
      services in namespace $namespace from $from to $to as known at event 20 | where name lik\#
      e $name"\#r
      query,"let service = */*
      let from = 2026-11-23T04:15:00Z
      let to = 2026-11-23T04:30:00Z
      endpoints of $service from $from to $to as known at event 20"\#r
      query,"let from = 2026-11-23T04:15:00Z
      let to = 2026-11-23T04:30:00Z
      coverage from $from to $to as known at event 20"\#r
      table: services,sha256:d72be372b50e069c54388ef54ef87de0757137d2fa29175a36aebb15e9be2023\#r
      table: steps,sha256:c900ff450ae23b79778dae5f12f9da268402afa18d6e7002bca97137ba92ed33\#r
      table: outages,sha256:7d7423d71a6bdac4e1a224d173cd7487b676372b165dcba447aa7e09642b7230\#r
      table: flaps,sha256:c14bf0db824b69470dbc24133ccbffe8bc49386a74f41e7364895a44a20d86b4\#r
      table: coverage,sha256:edda06108b234f91a3fe52cc8cc65cc88373e73147705f6872d6e20fdc703027\#r

      """#,
      "text/html": #"""
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="generator" content="Hindcast 0.0.0"/>
      <title>Availability: all Services of all namespaces, cluster prod</title>
      <style>
      :root{color-scheme:light dark;--bg:#fff;--ink:#1b2230;--muted:#4d5666;--line:#d5dae2;--s\#
      oft:#f5f7fa;--accent:#0b5cad;--steps:#2f74c0;--more:#12365f;--less:#5b90cc;--bad:#b3261e\#
      ;--gap:#6b7482;--gapbg:#eceff3}
      @media (prefers-color-scheme:dark){:root{--bg:#12161d;--ink:#e6e9ef;--muted:#a9b2c0;--li\#
      ne:#313947;--soft:#1a2029;--accent:#8ab8f5;--steps:#5b9be6;--more:#b3d3fa;--less:#3d6ca6\#
      ;--bad:#ff8a80;--gap:#8a94a5;--gapbg:#232a35}}
      *{box-sizing:border-box}
      body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,-apple-syst\#
      em,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
      header,nav,main,footer{max-width:76rem;margin:0 auto;padding:0 1.5rem}
      header{padding-top:2.5rem}
      h1{font-size:2rem;line-height:1.2;margin:0 0 .25rem;letter-spacing:-.01em}
      h2{font-size:1.35rem;margin:3rem 0 .5rem;line-height:1.3}
      h3{font-size:1.05rem;margin:2rem 0 .5rem}
      p{max-width:46rem;margin:.5rem 0}
      .sub{color:var(--muted);margin:0}
      time{white-space:nowrap}
      a{color:var(--accent)}
      a:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
      .skip{position:absolute;left:-999rem}
      .skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5rem 1rem}
      nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:1\#
      .25rem 0}
      .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:.75re\#
      m;margin:1.5rem 0}
      .facts div{background:var(--soft);border:1px solid var(--line);border-radius:.5rem;paddi\#
      ng:.7rem .9rem}
      .facts dt{color:var(--muted);font-size:.85rem}
      .facts dd{margin:0;font-size:1.2rem;font-weight:600;font-variant-numeric:tabular-nums;ov\#
      erflow-wrap:anywhere}
      .about{display:grid;grid-templ…
      """#,
      "text/markdown": #"""
      # Availability

      all Services of all namespaces, cluster prod

      - **Measured**: 1 Service, 1 port
      - **Lowest availability**: 96.666 %
      - **Outages**: 1
      - **Time in outages**: 30s
      - **Longest outage**: 30s
      - **Flaps**: 2

      ## Service ports

      The share of observed time with at least one eligible endpoint, and with at least 2. A P\#
      od is one endpoint, however many addresses it has.

      **Availability of Service ports**

      | service | port | share | share\_at\_least\_n | observed | unobserved | outages | outag\#
      e\_time | longest\_outage | flaps | endpoints\_min | endpoints\_max | measured\_from | m\#
      easured\_until |
      | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- \#
      | --- |
      | shop/cart | 80/TCP | 96.666 % | 96.666 % | 15m | 0s | 1 | 30s | 30s | 2 | 0 | 2 | 2026\#
      -11-23T04:15:00Z | 2026-11-23T04:30:00Z |

      ## Outages

      Observed time in which nothing was eligible. An outage that touches a gap is cut there: \#
      its pieces share a number. The cause is that of the beginning, as far as events show.

      **Outages, with their causes**

      | outage | service | port | from | until | duration | cause | detail | evidence |
      | ---: | --- | --- | --- | --- | ---: | --- | --- | --- |
      | 1 | shop/cart | 80/TCP | 2026-11-23T04:20:00Z | 2026-11-23T04:20:30Z | 30s | readiness\#
      -lost | 2 endpoints lost: 2 no longer ready; first cart-1 at 2026-11-23T04:20:00Z, last \#
      cart-2 at 2026-11-23T04:20:00Z | event 15: slice cart-x: cart-1 not ready, event 15: sli\#
      ce cart-x: cart-2 not ready |

      ## Flaps

      How often an endpoint stopped being eligible and was so again within 1m, all of it obser\#
      ved.

      **Flaps, by endpoint**

      | service | port | endpoint | node | flaps | lost\_for | longest | first | last |
      | --- | --- | --- | --- | ---: | ---: | ---: | --- | --- |
      | shop/cart | 80/TCP | cart-1 | node-1 | 1 | 30s | 30s | 2026-11-23T04:20:00Z | 2026-11-\#
      23T04:20:00Z |
      | shop/cart | 80/TCP | cart-2 | node-2 | 1 | 30s | 30s | 2026-11-23T04:20:00Z | 2026-11-\#
      23T04:20:00Z |

      ## Coverage

      All of the span was observ…
      """#,
    ],
  ]
}
