// Written by DocumentExampleTests with HINDCAST_REWRITE=1.
extension ExampleTexts {
  static let events: [String: [String: String]] = [
    "events": [
      "application/json": #"""
      {"events":[{"event":11,"type":"added","cluster":"prod","epoch":0,"kind":"Service","names\#
      pace":"shop","name":"cart","uid":"service.shop.cart.1","revision":"11","observedAt":"202\#
      6-11-23T04:10:00Z","recordedAt":"2026-11-23T04:10:00Z","feed":"script","hash":"c036ebd9d\#
      50a90c6a66a9821d421cbdf393cdf11cbfadcad6c9bdee33d3a99e6"},{"event":12,"type":"added","cl\#
      uster":"prod","epoch":0,"kind":"Pod","namespace":"shop","name":"cart-1","uid":"pod.shop.\#
      cart-1.1","revision":"12","observedAt":"2026-11-23T04:10:01Z","recordedAt":"2026-11-23T0\#
      4:10:01Z","feed":"script","hash":"857f04db0f97d03ce0eb6252611eebf05e49f9ce8c75dde0aab28a\#
      988770df1d"}],"next":12,"head":{"event":20,"hash":"bb55f42e440bc2293b0ce654a8a02205f2f50\#
      24face0417ac5ff96564e65b05f"}}
      """#
    ],
    "liveEvents": [
      "text/event-stream": #"""
      retry: 1000

      id: 20
      event: bookmark
      data: {"event":20,"type":"bookmark","cluster":"prod","epoch":0,"revision":"17","observed\#
      At":"2026-11-23T04:44:00Z","recordedAt":"2026-11-23T04:44:00Z","feed":"script","hash":"b\#
      b55f42e440bc2293b0ce654a8a02205f2f5024face0417ac5ff96564e65b05f"}


      """#
    ],
    "addEvents": [
      "application/json": #"""
      {"records":1,"stored":4,"seen":0,"known":0,"differing":0,"notes":["the records have no t\#
      imes; all are taken as observed at 2026-11-23T04:44:51Z, in the order of their revisions\#
      "],"head":{"event":24,"hash":"79b385c12a90f5164f10ebd01e5d30fade8f43f6323afc3229be244ab1\#
      888f08"}}
      """#
    ],
  ]
}
