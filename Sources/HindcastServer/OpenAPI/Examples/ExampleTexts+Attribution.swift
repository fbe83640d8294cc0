// Written by DocumentExampleTests with HINDCAST_REWRITE=1.
extension ExampleTexts {
  static let attribution: [String: [String: String]] = [
    "attribute": [
      "application/x-ndjson": #"""
      {"ip":"10.244.1.3","time":"2026-11-23T04:30:06Z","owner_kind":"Pod","owner_namespace":"s\#
      hop","owner_name":"cart-1","owner_uid":"pod.shop.cart-1.1","owner_workload":"Pod/cart-1"\#
      ,"owner_node":"node-1","owner_role":"pod-ip","services":["shop/cart:80"],"certainty":"ob\#
      served","ambiguous":[],"note":[]}

      """#,
      "text/csv": #"""
      ip,time,owner_kind,owner_namespace,owner_name,owner_uid,owner_workload,owner_node,owner_\#
      role,services,certainty,ambiguous,note
      10.244.1.3,2026-11-23T04:30:06Z,Pod,shop,cart-1,pod.shop.cart-1.1,Pod/cart-1,node-1,pod-\#
      ip,shop/cart:80,observed,,

      """#,
    ]
  ]
}
