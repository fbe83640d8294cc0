// Written by DocumentExampleTests with HINDCAST_REWRITE=1.
extension ExampleTexts {
  static let queries: [String: [String: String]] = [
    "query": [
      "application/json": #"""
      {"tql":1,"query":"pods serving shop/cart on port 80 at 2026-11-23T04:39:51Z","at":"2026-\#
      11-23T04:39:51Z","cluster":"prod","basis":{"event":20,"hash":"bb55f42e440bc2293b0ce654a8\#
      a02205f2f5024face0417ac5ff96564e65b05f"},"coverage":[{"kind":"Service","observed":true,"\#
      from":"2026-11-23T04:09:59Z","until":"2026-11-23T04:44:00Z"},{"kind":"EndpointSlice","ob\#
      served":true,"from":"2026-11-23T04:09:59Z","until":"2026-11-23T04:44:00Z"},{"kind":"Pod"\#
      ,"observed":true,"from":"2026-11-23T04:09:59Z","until":"2026-11-23T04:44:00Z"}],"notes":\#
      [],"columns":[{"name":"service","type":"text"},{"name":"port","type":"port"},{"name":"na\#
      mespace","type":"text"},{"name":"pod","type":"text"},{"name":"uid","type":"text"},{"name\#
      ":"address","type":"address"},{"name":"target_port","type":"integer"},{"name":"node","ty\#
      pe":"text"},{"name":"zone","type":"text"},{"name":"workload","type":"text"},{"name":"rea\#
      dy","type":"boolean"},{"name":"serving","type":"boolean"},{"name":"terminating","type":"\#
      boolean"},{"name":"eligible_as","type":"text"},{"name":"from","type":"instant"},{"name":\#
      "until","type":"instant"},{"name":"certainty","type":"text"},{"name":"event","type":"int\#
      eger"}],"rows":[["shop/cart",{"name":"","number":80,"protocol":"TCP"},"shop","cart-1","p\#
      od.shop.cart-1.1","10.244.1.3",8080,"node-1",null,"Pod/cart-1",true,true,false,"ready","\#
      2026-11-23T04:20:30Z",null,"observed",16],["shop/cart",{"name":"","number":80,"protocol"\#
      :"TCP"},"shop","cart-2","pod.shop.cart-2.1","10.244.2.7",8080,"node-2",null,"Pod/cart-2"\#
      ,true,true,false,"ready","2026-11-23T04:20:30Z",null,"observed",16]],"rowCount":2}
      """#,
      "application/x-ndjson": #"""
      {"tql":1,"query":"pods serving shop/cart on port 80 at 2026-11-23T04:39:51Z","at":"2026-\#
      11-23T04:39:51Z","cluster":"prod","basis":{"event":20,"hash":"bb55f42e440bc2293b0ce654a8\#
      a02205f2f5024face0417ac5ff96564e65b05f"},"coverage":[{"kind":"Service","observed":true,"\#
      from":"2026-11-23T04:09:59Z","until":"2026-11-23T04:44:00Z"},{"kind":"EndpointSlice","ob\#
      served":true,"from":"2026-11-23T04:09:59Z","until":"2026-11-23T04:44:00Z"},{"kind":"Pod"\#
      ,"observed":true,"from":"2026-11-23T04:09:59Z","until":"2026-11-23T04:44:00Z"}],"notes":\#
      [],"columns":[{"name":"service","type":"text"},{"name":"port","type":"port"},{"name":"na\#
      mespace","type":"text"},{"name":"pod","type":"text"},{"name":"uid","type":"text"},{"name\#
      ":"address","type":"address"},{"name":"target_port","type":"integer"},{"name":"node","ty\#
      pe":"text"},{"name":"zone","type":"text"},{"name":"workload","type":"text"},{"name":"rea\#
      dy","type":"boolean"},{"name":"serving","type":"boolean"},{"name":"terminating","type":"\#
      boolean"},{"name":"eligible_as","type":"text"},{"name":"from","type":"instant"},{"name":\#
      "until","type":"instant"},{"name":"certainty","type":"text"},{"name":"event","type":"int\#
      eger"}]}
      {"service":"shop/cart","port":{"name":"","number":80,"protocol":"TCP"},"namespace":"shop\#
      ","pod":"cart-1","uid":"pod.shop.cart-1.1","address":"10.244.1.3","target_port":8080,"no\#
      de":"node-1","zone":null,"workload":"Pod/cart-1","ready":true,"serving":true,"terminatin\#
      g":false,"eligible_as":"ready","from":"2026-11-23T04:20:30Z","until":null,"certainty":"o\#
      bserved","event":16}
      {"service":"shop/cart","port":{"name":"","number":80,"protocol":"TCP"},"namespace":"shop\#
      ","pod":"cart-2","uid":"pod.shop.cart-2.1","address":"10.244.2.7","target_port":8080,"no\#
      de":"node-2","zone":null,"workload":"Pod/cart-2","ready":true,"serving":true,"terminatin\#
      g":false,"eligible_as":"ready","from":"2026-11-23T04:20:30Z","until":null,"certainty":"o\#
      bserved","event":16}
      {"rowCount":2}

      """#,
      "application/yaml": #"""
      tql: 1
      query: pods serving shop/cart on port 80 at 2026-11-23T04:39:51Z
      at: '2026-11-23T04:39:51Z'
      cluster: prod
      basis:
        event: 20
        hash: bb55f42e440bc2293b0ce654a8a02205f2f5024face0417ac5ff96564e65b05f
      coverage:
      - kind: Service
        observed: true
        from: '2026-11-23T04:09:59Z'
        until: '2026-11-23T04:44:00Z'
      - kind: EndpointSlice
        observed: true
        from: '2026-11-23T04:09:59Z'
        until: '2026-11-23T04:44:00Z'
      - kind: Pod
        observed: true
        from: '2026-11-23T04:09:59Z'
        until: '2026-11-23T04:44:00Z'
      notes: []
      columns:
      - name: service
        type: text
      - name: port
        type: port
      - name: namespace
        type: text
      - name: pod
        type: text
      - name: uid
        type: text
      - name: address
        type: address
      - name: target_port
        type: integer
      - name: node
        type: text
      - name: zone
        type: text
      - name: workload
        type: text
      - name: ready
        type: boolean
      - name: serving
        type: boolean
      - name: terminating
        type: boolean
      - name: eligible_as
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
      - service: shop/cart
        port:
          name: ''
          number: 80
          protocol: TCP
        namespace: shop
        pod: cart-1
        uid: pod.shop.cart-1.1
        address: 10.244.1.3
        target_port: 8080
        node: node-1
        zone: null
        workload: Pod/cart-1
        ready: true
        serving: true
        terminating: false
        eligible_as: ready
        from: '2026-11-23T04:20:30Z'
        until: null
        certainty: observed
        event: 16
      - service: shop/cart
        port:
          name: ''
          number: 80
          protocol: TCP
        namespace: shop
        pod: cart-2
        uid: pod.shop.cart-2.1
        address: 10.244.2.7
        target_port: 8080
        node: node-2
        zone: null
        workload: Pod/cart-2
        ready: true
        serving: true
        terminating: false
        eligible_as: ready
        from: '2026-11-23T04:20:30Z'
        until: null
        certainty: observed
        event: 16
      rowCount: 2

      """#,
      "text/csv": #"""
      service,port,namespace,pod,uid,address,target_port,node,zone,workload,ready,serving,term\#
      inating,eligible_as,from,until,certainty,event\#r
      shop/cart,80/TCP,shop,cart-1,pod.shop.cart-1.1,10.244.1.3,8080,node-1,,Pod/cart-1,true,t\#
      rue,false,ready,2026-11-23T04:20:30Z,,observed,16\#r
      shop/cart,80/TCP,shop,cart-2,pod.shop.cart-2.1,10.244.2.7,8080,node-2,,Pod/cart-2,true,t\#
      rue,false,ready,2026-11-23T04:20:30Z,,observed,16\#r

      """#,
      "text/markdown": #"""
      | service | port | namespace | pod | address | target\_port | node | zone | workload | r\#
      eady | serving | terminating | eligible\_as | from | until |
      | --- | --- | --- | --- | --- | ---: | --- | --- | --- | --- | --- | --- | --- | --- | -\#
      -- |
      | shop/cart | 80/TCP | shop | cart-1 | 10.244.1.3 | 8080 | node-1 | - | Pod/cart-1 | tru\#
      e | true | false | ready | 2026-11-23T04:20:30Z | |
      | shop/cart | 80/TCP | shop | cart-2 | 10.244.2.7 | 8080 | node-2 | - | Pod/cart-2 | tru\#
      e | true | false | ready | 2026-11-23T04:20:30Z | |

      *2 rows · at 2026-11-23T04:39:51Z · cluster prod · basis 20:bb55f42e440b*

      """#,
      "text/plain": #"""
      SERVICE    PORT    NAMESPACE  POD     ADDRESS     TARGET_PORT  NODE    ZONE  WORKLOAD   \#
       READY  SERVING  TERMINATING  ELIGIBLE_AS  FROM                  UNTIL
      shop/cart  80/TCP  shop       cart-1  10.244.1.3  8080         node-1  -     Pod/cart-1 \#
       true   true     false        ready        2026-11-23T04:20:30Z
      shop/cart  80/TCP  shop       cart-2  10.244.2.7  8080         node-2  -     Pod/cart-2 \#
       true   true     false        ready        2026-11-23T04:20:30Z
      -- 2 rows · at 2026-11-23T04:39:51Z · cluster prod · basis 20:bb55f42e440b

      """#,
    ],
    "explain": [
      "application/json": #"""
      {"tql":1,"query":"explain pods serving shop/cart on port 80 at 2026-11-23T04:39:51Z","at\#
      ":"2026-11-23T04:39:51Z","cluster":"prod","basis":{"event":20,"hash":"bb55f42e440bc2293b\#
      0ce654a8a02205f2f5024face0417ac5ff96564e65b05f"},"coverage":[],"notes":[],"columns":[{"n\#
      ame":"step","type":"text"},{"name":"operation","type":"text"},{"name":"detail","type":"t\#
      ext"},{"name":"estimated_rows","type":"integer"},{"name":"access","type":"list of text"}\#
      ,{"name":"from","type":"instant"},{"name":"until","type":"instant"},{"name":"certainty",\#
      "type":"text"},{"name":"event","type":"integer"}],"rows":[["1","evaluate","pods serving \#
      shop/cart on port 80 at one time",null,[],null,null,"observed",null],["1.1","read","time\#
      s and revisions",null,["projection_step by projection_step_by_time","projection_step by \#
      projection_step_by_revision"],null,null,"observed",null],["1.2","read","sessions and lis\#
      tings",null,["projection_step by projection_step_by_time","projection_session by project\#
      ion_session_by_kind","projection_listing by projection_listing_by_revision"],null,null,"\#
      observed",null],["1.3","read","object of a name: Service shop/cart",1,["object by sqlite\#
      _autoindex_object_1","projection_run by projection_run_open","projection_run by projecti\#
      on_run_closed"],null,null,"observed",null],["1.4","read","slices of a service: shop/cart\#
      ",1,["projection_scope by sqlite_autoindex_projection_scope_1","projection_slice_of_serv\#
      ice by primary key","projection_run by projection_run_open","projection_run by projectio\#
      n_run_closed"],null,null,"observed",null],["1.5","read","endpoints of a slice: shop/cart\#
      ",2,["projection_run by projection_run_open","projection_run by projection_run_closed"],\#
      null,null,"observed",null],["1.6","read","quiet stretch of slices",null,["projection_sco\#
      pe by sqlite_autoindex_projection_scope_1","projection_slice_of_service by primary key",\#
      "projection_listing by projection_listing_by_revision","object_event by primary key"],nu\#
      ll,null,"observed",null],["1.7","read","incarnations of a name",null,["object by sqlite_\#
      autoindex_object_1","object by object_by_uid"],null,null,"observed",null],["1.8","read",\#
      "object of a uid: Pod",2,["object by object_by_uid","projection_run by projection_run_op\#
      en","projection_run by projection_run_closed"],null,null,"observed",null],["1.9","read",\#
      "objects of a kind: Node",2,["projection_scope by sqlite_autoindex_projection_scope_1","\#
      projection_run by projection_run_scope_open","projection_run by projection_run_scope_clo\#
      sed"],null,null,"observed",null],["1.10","read","object of a name: Node",1,["object by s\#
      qlite_autoindex_object_1","projection_run by projection_run_open","projection_run by pro\#
      jection_run_closed"],null,null,"observed",null],["2","extend","true beginnings and ends"\#
      ,null,[],null,null,"observed",null],["3","order","the language's own",null,[],null,null,\#
      "observed",null]],"rowCount":13}
      """#,
      "application/x-ndjson": #"""
      {"tql":1,"query":"explain pods serving shop/cart on port 80 at 2026-11-23T04:39:51Z","at\#
      ":"2026-11-23T04:39:51Z","cluster":"prod","basis":{"event":20,"hash":"bb55f42e440bc2293b\#
      0ce654a8a02205f2f5024face0417ac5ff96564e65b05f"},"coverage":[],"notes":[],"columns":[{"n\#
      ame":"step","type":"text"},{"name":"operation","type":"text"},{"name":"detail","type":"t\#
      ext"},{"name":"estimated_rows","type":"integer"},{"name":"access","type":"list of text"}\#
      ,{"name":"from","type":"instant"},{"name":"until","type":"instant"},{"name":"certainty",\#
      "type":"text"},{"name":"event","type":"integer"}]}
      {"step":"1","operation":"evaluate","detail":"pods serving shop/cart on port 80 at one ti\#
      me","estimated_rows":null,"access":[],"from":null,"until":null,"certainty":"observed","e\#
      vent":null}
      {"step":"1.1","operation":"read","detail":"times and revisions","estimated_rows":null,"a\#
      ccess":["projection_step by projection_step_by_time","projection_step by projection_step\#
      _by_revision"],"from":null,"until":null,"certainty":"observed","event":null}
      {"step":"1.2","operation":"read","detail":"sessions and listings","estimated_rows":null,\#
      "access":["projection_step by projection_step_by_time","projection_session by projection\#
      _session_by_kind","projection_listing by projection_listing_by_revision"],"from":null,"u\#
      ntil":null,"certainty":"observed","event":null}
      {"step":"1.3","operation":"read","detail":"object of a name: Service shop/cart","estimat\#
      ed_rows":1,"access":["object by sqlite_autoindex_object_1","projection_run by projection\#
      _run_open","projection_run by projection_run_closed"],"from":null,"until":null,"certaint\#
      y":"observed","event":null}
      {"step":"1.4","operation":"read","detail":"slices of a service: shop/cart","estimated_ro\#
      ws":1,"access":["projection_scope by sqlite_autoindex_projection_scope_1","projection_sl\#
      ice_of_service by primary key","projection_run by projection_run_open","projection_run b\#
      y projection_run_closed"],"from":null,"until":null,"certainty":"observed","event":null}
      {"step":"1.5","operation…
      """#,
      "application/yaml": #"""
      tql: 1
      query: explain pods serving shop/cart on port 80 at 2026-11-23T04:39:51Z
      at: '2026-11-23T04:39:51Z'
      cluster: prod
      basis:
        event: 20
        hash: bb55f42e440bc2293b0ce654a8a02205f2f5024face0417ac5ff96564e65b05f
      coverage: []
      notes: []
      columns:
      - name: step
        type: text
      - name: operation
        type: text
      - name: detail
        type: text
      - name: estimated_rows
        type: integer
      - name: access
        type: list of text
      - name: from
        type: instant
      - name: until
        type: instant
      - name: certainty
        type: text
      - name: event
        type: integer
      rows:
      - step: '1'
        operation: evaluate
        detail: pods serving shop/cart on port 80 at one time
        estimated_rows: null
        access: []
        from: null
        until: null
        certainty: observed
        event: null
      - step: '1.1'
        operation: read
        detail: times and revisions
        estimated_rows: null
        access:
        - projection_step by projection_step_by_time
        - projection_step by projection_step_by_revision
        from: null
        until: null
        certainty: observed
        event: null
      - step: '1.2'
        operation: read
        detail: sessions and listings
        estimated_rows: null
        access:
        - projection_step by projection_step_by_time
        - projection_session by projection_session_by_kind
        - projection_listing by projection_listing_by_revision
        from: null
        until: null
        certainty: observed
        event: null
      - step: '1.3'
        operation: read
        detail: 'object of a name: Service shop/cart'
        estimated_rows: 1
        access:
        - object by sqlite_autoindex_object_1
        - projection_run by projection_run_open
        - projection_run by projection_run_closed
        from: null
        until: null
        certainty: observed
        event: null
      - step: '1.4'
        operation: read
        detail: 'slices of a service: shop/cart'
        estimated_rows: 1
        access:
        - projection_scope by sqlite_autoindex_projection_scope_1
        - projection_slice_of_service by primary key
        - projection_run by projection_run_open
        - projection_run by projection_run_closed
        from: null
        until: null
        certainty: observed
        event: null
      - step: '1.5'
        operation: read
        detail: 'endp…
      """#,
      "text/csv": #"""
      step,operation,detail,estimated_rows,access,from,until,certainty,event\#r
      1,evaluate,pods serving shop/cart on port 80 at one time,,"",,,observed,\#r
      1.1,read,times and revisions,,"projection_step by projection_step_by_time,projection_ste\#
      p by projection_step_by_revision",,,observed,\#r
      1.2,read,sessions and listings,,"projection_step by projection_step_by_time,projection_s\#
      ession by projection_session_by_kind,projection_listing by projection_listing_by_revisio\#
      n",,,observed,\#r
      1.3,read,object of a name: Service shop/cart,1,"object by sqlite_autoindex_object_1,proj\#
      ection_run by projection_run_open,projection_run by projection_run_closed",,,observed,\#r
      1.4,read,slices of a service: shop/cart,1,"projection_scope by sqlite_autoindex_projecti\#
      on_scope_1,projection_slice_of_service by primary key,projection_run by projection_run_o\#
      pen,projection_run by projection_run_closed",,,observed,\#r
      1.5,read,endpoints of a slice: shop/cart,2,"projection_run by projection_run_open,projec\#
      tion_run by projection_run_closed",,,observed,\#r
      1.6,read,quiet stretch of slices,,"projection_scope by sqlite_autoindex_projection_scope\#
      _1,projection_slice_of_service by primary key,projection_listing by projection_listing_b\#
      y_revision,object_event by primary key",,,observed,\#r
      1.7,read,incarnations of a name,,"object by sqlite_autoindex_object_1,object by object_b\#
      y_uid",,,observed,\#r
      1.8,read,object of a uid: Pod,2,"object by object_by_uid,projection_run by projection_ru\#
      n_open,projection_run by projection_run_closed",,,observed,\#r
      1.9,read,objects of a kind: Node,2,"projection_scope by sqlite_autoindex_projection_scop\#
      e_1,projection_run by projection_run_scope_open,projection_run by projection_run_scope_c\#
      losed",,,observed,\#r
      1.10,read,object of a name: Node,1,"object by sqlite_autoindex_object_1,projection_run b\#
      y projection_run_open,projection_run by projection_run_closed",,,observed,\#r
      2,extend,true beginnings and ends,,"",,,observed,\#r
      3,order,the language's own,,"",,,observed,\#r

      """#,
      "text/markdown": #"""
      | step | operation | detail | estimated\_rows | access |
      | --- | --- | --- | ---: | --- |
      | 1 | evaluate | pods serving shop/cart on port 80 at one time | - | - |
      | 1.1 | read | times and revisions | - | projection\_step by projection\_step\_by\_time,\#
      projection\_step by projection\_step\_by\_revision |
      | 1.2 | read | sessions and listings | - | projection\_step by projection\_step\_by\_tim\#
      e,projection\_session by projection\_session\_by\_kind,projection\_listing by projection\#
      \_listing\_by\_revision |
      | 1.3 | read | object of a name: Service shop/cart | 1 | object by sqlite\_autoindex\_ob\#
      ject\_1,projection\_run by projection\_run\_open,projection\_run by projection\_run\_clo\#
      sed |
      | 1.4 | read | slices of a service: shop/cart | 1 | projection\_scope by sqlite\_autoind\#
      ex\_projection\_scope\_1,projection\_slice\_of\_service by primary key,projection\_run b\#
      y projection\_run\_open,projection\_run by projection\_run\_closed |
      | 1.5 | read | endpoints of a slice: shop/cart | 2 | projection\_run by projection\_run\\#
      _open,projection\_run by projection\_run\_closed |
      | 1.6 | read | quiet stretch of slices | - | projection\_scope by sqlite\_autoindex\_pro\#
      jection\_scope\_1,projection\_slice\_of\_service by primary key,projection\_listing by p\#
      rojection\_listing\_by\_revision,object\_event by primary key |
      | 1.7 | read | incarnations of a name | - | object by sqlite\_autoindex\_object\_1,objec\#
      t by object\_by\_uid |
      | 1.8 | read | object of a uid: Pod | 2 | object by object\_by\_uid,projection\_run by p\#
      rojection\_run\_open,projection\_run by projection\_run\_closed |
      | 1.9 | read | objects of a kind: Node | 2 | projection\_scope by sqlite\_autoindex\_pro\#
      jection\_scope\_1,projection\_run by projection\_run\_scope\_open,projection\_run by pro\#
      jection\_run\_scope\_closed |
      | 1.10 | read | object of a name: Node | 1 | object by sqlite\_autoindex\_object\_1,proj\#
      ection\_run by projection\_run\_open,projection\_run by projection\_run\_closed |
      | 2 | extend | true beginnings and ends | - | -…
      """#,
      "text/plain": #"""
      STEP  OPERATION  DETAIL                                         ESTIMATED_ROWS  ACCESS
      1     evaluate   pods serving shop/cart on port 80 at one time  -               -
      1.1   read       times and revisions                            -               projecti\#
      on_step by projection_step_by_time,projection_step by projection_step_by_revision
      1.2   read       sessions and listings                          -               projecti\#
      on_step by projection_step_by_time,projection_session by projection_session_by_kind,proj\#
      ection_listing by projection_listing_by_revision
      1.3   read       object of a name: Service shop/cart            1               object b\#
      y sqlite_autoindex_object_1,projection_run by projection_run_open,projection_run by proj\#
      ection_run_closed
      1.4   read       slices of a service: shop/cart                 1               projecti\#
      on_scope by sqlite_autoindex_projection_scope_1,projection_slice_of_service by primary k\#
      ey,projection_run by projection_run_open,projection_run by projection_run_closed
      1.5   read       endpoints of a slice: shop/cart                2               projecti\#
      on_run by projection_run_open,projection_run by projection_run_closed
      1.6   read       quiet stretch of slices                        -               projecti\#
      on_scope by sqlite_autoindex_projection_scope_1,projection_slice_of_service by primary k\#
      ey,projection_listing by projection_listing_by_revision,object_event by primary key
      1.7   read       incarnations of a name                         -               object b\#
      y sqlite_autoindex_object_1,object by object_by_uid
      1.8   read       object of a uid: Pod                           2               object b\#
      y object_by_uid,projection_run by projection_run_open,projection_run by projection_run_c\#
      losed
      1.9   read       objects of a kind: Node                        2               projecti\#
      on_scope by sqlite_autoindex_projection_scope_1,projection_run by projection_run_scope_o\#
      pen,projection_run by projection_run_scope_closed
      1.10  read       ob…
      """#,
    ],
  ]
}
