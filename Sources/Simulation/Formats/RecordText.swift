internal import TopologyModel

/// The lines of recordings, as they are put together.
struct RecordText {
  private(set) var text = ByteText()

  /// What stands at the beginning of an object in a watch, and not in a list.
  static func head(of kind: ResourceKind) -> StaticString {
    switch kind {
    case .service: "{\"kind\":\"Service\",\"apiVersion\":\"v1\","
    case .endpointSlice: "{\"kind\":\"EndpointSlice\",\"apiVersion\":\"discovery.k8s.io/v1\","
    case .pod: "{\"kind\":\"Pod\",\"apiVersion\":\"v1\","
    case .node: "{\"kind\":\"Node\",\"apiVersion\":\"v1\","
    }
  }

  /// Takes what was written.
  mutating func take() -> [UInt8] { text.take() }

  /// Adds a watch record with an object, and its line break.
  mutating func add(_ type: String, _ body: [UInt8], at time: Instant) {
    begin(type, at: time)
    text.add(body)
    text.add("}}\n")
  }

  /// Adds a bookmark; with `endsList`, the one behind a list that a watch brought.
  mutating func addBookmark(
    _ kind: ResourceKind,
    revision: UInt64,
    endsList: Bool = false,
    at time: Instant
  ) {
    begin("BOOKMARK", at: time)
    addBookmark(kind, revision: revision, endsList: endsList)
    text.add("}}\n")
  }

  /// Adds the object of a bookmark: of its kind, without anything.
  mutating func addBookmark(_ kind: ResourceKind, revision: UInt64, endsList: Bool = false) {
    text.add(Self.head(of: kind))
    text.add("\"metadata\":{\"resourceVersion\":\"")
    text.add(number: revision)
    text.add("\"")
    if endsList { text.add(",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}") }
    switch kind {
    case .service: text.add("},\"spec\":{},\"status\":{\"loadBalancer\":{}}}")
    case .endpointSlice: text.add("},\"addressType\":\"\",\"endpoints\":null,\"ports\":null}")
    case .pod: text.add("},\"spec\":{\"containers\":null},\"status\":{}}")
    case .node:
      text.add("},\"spec\":{},\"status\":{\"daemonEndpoints\":{\"kubeletEndpoint\":{\"Port\":0}},")
      text.add("\"nodeInfo\":{}}}")
    }
  }

  /// Adds the record by which a server says that a revision is too old.
  mutating func addExpiry(_ revision: UInt64, oldest: UInt64, at time: Instant) {
    begin("ERROR", at: time)
    addStatus(revision, oldest: oldest)
    text.add("}}\n")
  }

  /// Adds the record by which a stream says that the connection was lost.
  mutating func addLoss(at time: Instant) {
    begin("ERROR", at: time)
    text.add("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",")
    text.add(
      "\"message\":\"the connection was lost\",\"reason\":\"InternalError\",\"code\":500}}}\n"
    )
  }

  /// Adds the status with which a server says so.
  mutating func addStatus(_ revision: UInt64, oldest: UInt64) {
    text.add("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",")
    text.add("\"message\":\"too old resource version: ")
    text.add(number: revision)
    text.add(" (")
    text.add(number: oldest)
    text.add(")\",\"reason\":\"Expired\",\"code\":410}")
  }

  /// Adds the beginning of a list as a recorder keeps it.
  mutating func addListBeginning(_ kind: ResourceKind, revision: UInt64, at time: Instant) {
    text.add("{\"receivedAt\":\"")
    text.add(microsecond: time.nanoseconds)
    text.add("\",\"kind\":\"")
    text.add(text: kind.resourceName)
    text.add("\",\"list\":")
    addPageBeginning(kind, revision: revision)
  }

  /// Adds the beginning of a list as a server sends it; `continuation` where more of it follows.
  mutating func addPageBeginning(
    _ kind: ResourceKind,
    revision: UInt64,
    continuation: String = ""
  ) {
    text.add("{\"kind\":\"")
    text.add(text: kind.kindName)
    text.add("List\",\"apiVersion\":\"")
    if kind == .endpointSlice { text.add("discovery.k8s.io/v1") } else { text.add("v1") }
    text.add("\",\"metadata\":{\"resourceVersion\":\"")
    text.add(number: revision)
    if !continuation.isEmpty {
      text.add("\",\"continue\":\"")
      text.add(text: continuation)
    }
    text.add("\"},\"items\":[")
  }

  /// Adds an item of a list.
  mutating func addItem(_ kind: ResourceKind, _ body: [UInt8], isFirst: Bool) {
    if !isFirst { text.add(",") }
    text.add("{")
    text.add(Array(body[Self.head(of: kind).utf8CodeUnitCount...]))
  }

  /// Adds text that stands as it is.
  mutating func add(_ plain: StaticString) {
    text.add(plain)
  }

  /// Adds a line of the sessions file up to its action.
  mutating func addSession(_ kind: ResourceKind, _ action: StaticString, at time: Instant) {
    text.add("{\"at\":\"")
    text.add(microsecond: time.nanoseconds)
    text.add("\",\"kind\":\"")
    text.add(text: kind.resourceName)
    text.add("\",\"action\":\"")
    text.add(action)
    text.add("\"")
  }

  /// Adds a revision to a line of the sessions file.
  mutating func addRevision(_ revision: UInt64) {
    text.add(",\"resourceVersion\":\"")
    text.add(number: revision)
    text.add("\"")
  }

  private mutating func begin(_ type: String, at time: Instant) {
    text.add("{\"receivedAt\":\"")
    text.add(microsecond: time.nanoseconds)
    text.add("\",\"event\":{\"type\":\"")
    text.add(text: type)
    text.add("\",\"object\":")
  }
}
