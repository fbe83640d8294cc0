// Written by DocumentExampleTests with HINDCAST_REWRITE=1.
extension ExampleTexts {
  static let language: [String: [String: String]] = [
    "parse": [
      "application/json": #"""
      {"tql":1,"header":{"doc":[],"params":[],"columns":[]},"let":[],"statement":{"node":"ques\#
      tion","question":{"node":"pods serving","service":{"node":"name","namespace":"shop","nam\#
      e":"cart","quoted":false,"span":[13,22]},"port":{"node":"port","number":80,"span":[31,33\#
      ]},"span":[0,33]},"time":{"node":"at","instant":{"node":"instant","time":"2026-11-23T04:\#
      39:51Z","nanoseconds":1795408791000000000,"span":[37,57]},"span":[34,57]},"stages":[],"s\#
      pan":[0,57]}}
      """#
    ],
    "format": [
      "application/json": #"""
      {"query":"pods serving shop/cart on port 80 at 2026-11-23T04:39:51Z\n"}
      """#
    ],
    "complete": [
      "application/json": #"""
      {"completions":[{"text":"shop/cart","kind":"service","detail":"ClusterIP 10.96.0.10","re\#
      placement":[13,22]}]}
      """#
    ],
  ]
}
