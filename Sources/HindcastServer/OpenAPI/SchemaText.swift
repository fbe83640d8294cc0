internal import Diagnostics

/// The schemas of the OpenAPI document (JSON Schema 2020-12).
enum SchemaText {
  static let text = JSONText(#"{"type":"string"}"#)
  static let anything = JSONText(#"{"type":"object"}"#)
  /// What is read or written in a format that has no schema here.
  static let unspecified: JSONText = "{}"

  /// A schema of the document by its name.
  static func reference(_ name: String) -> JSONText {
    JSONText("{\"$ref\":\"#/components/schemas/\(name)\"}")
  }

  /// The schema of a parameter's text.
  static func schema(of kind: EndpointParameter.Kind) -> JSONText {
    switch kind {
    case .text: return text
    case .instant: return #"{"type":"string","format":"date-time"}"#
    case .duration:
      // Each unit once, the longest first.
      let units = [
        ("w", 4), ("d", 4), ("h", 5), ("m", 7), ("s", 9), ("ms", 9), ("us", 9), ("ns", 9),
      ]
      let pattern = units.map { "([0-9]{1,\($0.1)}\($0.0))?" }.joined()
      return JSONText("{\"type\":\"string\",\"minLength\":2,\"pattern\":\"^\(pattern)$\"}")
    case .version:
      return #"{"type":"string","maxLength":100,"pattern":"^v?[0-9]{1,4}\\.[0-9]{1,4}([.+-].*)?$"}"#
    case .integer(let range):
      let (minimum, maximum) = (range.lowerBound, range.upperBound)
      return JSONText(
        "{\"type\":\"integer\",\"minimum\":\(minimum),\"maximum\":\(maximum)}"
      )
    case .flag: return #"{"type":"boolean"}"#
    case .choice(let choices):
      let texts = choices.map { JSONText.string($0).raw }.joined(separator: ",")
      return JSONText("{\"type\":\"string\",\"enum\":[\(texts)]}")
    case .values:
      return #"{"type":"object","additionalProperties":{"type":["string","number","boolean"]}}"#
    }
  }

  /// The schema of a parameter, a list where it may be repeated.
  static func schema(of parameter: EndpointParameter) -> JSONText {
    var one = schema(of: parameter.kind)
    if case .text = parameter.kind, parameter.isRequired {
      one = #"{"type":"string","minLength":1}"#
    }
    return parameter.isRepeated ? JSONText("{\"type\":\"array\",\"items\":\(one.raw)}") : one
  }

  /// The schema of a parameter that may be null, too: as if it were left out.
  private static func orNull(_ schema: JSONText) -> JSONText {
    var parts = schema.raw.split(separator: ",", maxSplits: 1).map { String($0) }
    let type = parts[0].replacing("{\"type\":", with: "").replacing("}", with: "")
    parts[0] = "{\"type\":[\(type),\"null\"]" + (parts.count == 1 ? "}" : "")
    var text = parts.joined(separator: ",")
    if text.contains("\"enum\":["), text.hasSuffix("]}") {
      text = text.dropLast(2) + ",null]}"
    }
    return JSONText(text)
  }

  /// An object with parameters as its members, those that may be left out as null where that is so.
  static func object(of parameters: [EndpointParameter], allowsNull: Bool) -> JSONText {
    var json = JSONWriter()
    json.object { json in
      json.member("type", "object")
      json.key("properties")
      json.object { json in
        for parameter in parameters where parameter.place == .query {
          json.key(parameter.name)
          let schema = schema(of: parameter)
          json.write(raw: (allowsNull && !parameter.isRequired ? orNull(schema) : schema).raw)
        }
      }
      let required = parameters.filter { $0.isRequired && $0.place == .query }.map(\.name)
      if !required.isEmpty {
        json.key("required")
        json.array { json in for name in required { json.write(name) } }
      }
      json.member("additionalProperties", false)
    }
    return JSONText(json.text)
  }

  /// The named schemas, in order.
  static let named: [(name: String, schema: JSONText)] = [
    ("Answer", answer), ("Error", error), ("SyntaxTree", #"{"type":"object"}"#),
    ("FormattedQuery", object(["query": text])), ("Completions", completions),
    ("SavedQuery", savedQuery), ("SavedQueries", list("queries", reference("SavedQuery"))),
    ("Reports", list("reports", object(["name": text, "summary": text]))),
    ("Head", object(["event": whole, "hash": hash])),
    ("Cluster", cluster), ("Clusters", list("clusters", reference("Cluster"))),
    ("Status", status), ("Event", event), ("Events", events), ("Ingested", ingested),
    ("Requests", requests), ("Paths", list("paths", text)),
  ]

  private static let whole = JSONText(#"{"type":"integer","minimum":0}"#)
  private static let hash = JSONText(#"{"type":"string","pattern":"^[0-9a-f]{64}$"}"#)
  private static let flag = JSONText(#"{"type":"boolean"}"#)
  private static let instant = JSONText(#"{"type":"string","format":"date-time"}"#)
  private static let instantOrNull = JSONText(#"{"type":["string","null"],"format":"date-time"}"#)
  private static let textOrNull = JSONText(#"{"type":["string","null"]}"#)

  /// An object that has all of some members, and may have others.
  private static func object(
    _ members: KeyValuePairs<String, JSONText>,
    optional: KeyValuePairs<String, JSONText> = [:]
  ) -> JSONText {
    var json = JSONWriter()
    json.object { json in
      json.member("type", "object")
      json.key("properties")
      json.object { json in
        for (name, schema) in Array(members) + Array(optional) {
          json.key(name)
          json.write(raw: schema.raw)
        }
      }
      json.key("required")
      json.array { json in for (name, _) in members { json.write(name) } }
    }
    return JSONText(json.text)
  }

  private static func array(_ items: JSONText) -> JSONText {
    JSONText("{\"type\":\"array\",\"items\":\(items.raw)}")
  }

  private static func list(_ name: String, _ items: JSONText) -> JSONText {
    JSONText(
      "{\"type\":\"object\",\"properties\":{\"\(name)\":\(array(items).raw)},"
        + "\"required\":[\"\(name)\"]}"
    )
  }

  private static let answer = object(
    [
      "tql": #"{"const":1}"#, "query": text, "cluster": textOrNull, "basis": reference("Head"),
      "coverage": array(
        object([
          "kind": text, "observed": flag, "from": instantOrNull, "until": instantOrNull,
        ])
      ),
      "notes": array(
        object(
          ["code": text, "message": text],
          optional: [
            "help": text, "span": array(whole), "from": instant, "until": instant,
          ]
        )
      ),
      "columns": array(object(["name": text, "type": text])),
      "rows": array(array("{}")), "rowCount": whole,
    ],
    optional: [
      "at": instantOrNull, "from": instant, "to": instant, "revision": text, "knownAt": whole,
    ]
  )

  private static let error = object(
    [
      "error": object(
        ["code": text, "category": text, "message": text],
        optional: [
          "span": object(
            ["start": whole, "end": whole],
            optional: ["line": whole, "column": whole]
          ),
          "label": text, "parameter": text, "help": text,
        ]
      ),
      "notes": array("{}"),
    ],
    optional: ["query": text, "diagnostics": array(#"{"type":"object"}"#)]
  )

  private static let completions = list(
    "completions",
    object(["text": text, "kind": text, "detail": text, "replacement": array(whole)])
  )

  private static let savedQuery = object([
    "name": text, "doc": text,
    "parameters": array(
      object(["name": text, "type": text, "required": flag], optional: ["default": text])
    ),
    "text": text,
  ])

  private static let cluster = object([
    "name": text, "epoch": whole, "beganAt": instant, "lastObservedAt": instantOrNull,
    "kinds": array(
      object(["kind": text, "observed": flag, "gapSince": instantOrNull, "stretches": whole])
    ),
  ])

  private static let status = object(
    [
      "version": text, "startedAt": instant, "acceptsEvents": flag,
      "store": object(["event": whole, "hash": hash, "bytes": whole]),
      "clusters": array(reference("Cluster")),
    ],
    optional: ["collector": #"{"type":"object"}"#]
  )

  private static let event = object(
    [
      "event": whole, "type": text, "cluster": text, "epoch": whole, "observedAt": instant,
      "recordedAt": instant, "feed": text, "hash": hash,
    ],
    optional: [
      "kind": text, "namespace": text, "name": text, "uid": text, "revision": text,
      "object": #"{"type":"object"}"#,
    ]
  )

  private static let events = object([
    "events": array(reference("Event")), "next": #"{"type":["integer","null"]}"#,
    "head": reference("Head"),
  ])

  private static let ingested = object([
    "records": whole, "stored": whole, "seen": whole, "known": whole, "differing": whole,
    "notes": array(text), "head": reference("Head"),
  ])

  private static let requests = list(
    "requests",
    object([
      "request": whole, "client": text, "address": text, "method": text, "path": text,
      "query": textOrNull, "phase": text, "heldBytes": whole,
      "receivedAt": instant,
    ])
  )
}
