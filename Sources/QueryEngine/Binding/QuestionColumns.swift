import TopologyModel

/// The columns of every question (docs/reference/query-language.md).
enum QuestionColumns {
  private static let uid = Column("uid", .text, isKey: true, visibility: .wide)

  static let podsServing = [
    Column("service", .text, isKey: true),
    Column("port", .port, isKey: true),
    Column("namespace", .text, isKey: true),
    Column("pod", .text, isKey: true),
    uid,
    Column("address", .address, isKey: true),
    Column("target_port", .integer),
    Column("node", .text),
    Column("zone", .text),
    Column("workload", .text),
    Column("ready", .boolean),
    Column("serving", .boolean),
    Column("terminating", .boolean),
    Column("eligible_as", .text),
  ]

  /// The place of `eligible_as` among the columns of `pods serving`.
  static let eligibleAs = podsServing.count - 1

  /// The places of `ready`, `serving`, and `terminating` there.
  static let conditions = (eligibleAs - 3)..<eligibleAs

  static let pods = [
    Column("namespace", .text, isKey: true),
    Column("name", .text, isKey: true),
    uid,
    Column("phase", .text),
    Column("ready", .boolean),
    Column("terminating", .boolean),
    Column("ip", .address),
    Column("ips", .addresses, visibility: .wide),
    Column("node", .text),
    Column("workload", .text),
    Column("labels", .labels, visibility: .wide),
  ]

  static let endpoints = [
    Column("service", .text, isKey: true),
    Column("port", .port, isKey: true),
    Column("address", .address, isKey: true),
    Column("family", .text, isKey: true),
    Column("target_port", .integer),
    Column("target_kind", .text),
    Column("target_name", .text),
    Column("target_uid", .text, visibility: .wide),
    Column("node", .text),
    Column("zone", .text),
    Column("ready", .boolean),
    Column("serving", .boolean),
    Column("terminating", .boolean),
    Column("hints", .texts, visibility: .wide),
    Column("eligible", .boolean),
    Column("eligible_as", .text),
    Column("slice", .text),
  ]

  static let services = [
    Column("namespace", .text, isKey: true),
    Column("name", .text, isKey: true),
    uid,
    Column("type", .text),
    Column("cluster_ips", .addresses),
    Column("external_ips", .addresses),
    Column("ports", .ports),
    Column("selector", .labels),
    Column("internal_traffic_policy", .text, visibility: .wide),
    Column("external_traffic_policy", .text, visibility: .wide),
    Column("labels", .labels, visibility: .wide),
  ]

  static let slices = [
    Column("namespace", .text, isKey: true),
    Column("name", .text, isKey: true),
    uid,
    Column("service", .text),
    Column("address_type", .text),
    Column("endpoints", .integer),
    Column("ports", .texts),
    Column("managed_by", .text),
  ]

  static let nodes = [
    Column("name", .text, isKey: true),
    uid,
    Column("ready", .boolean),
    Column("zone", .text),
    Column("addresses", .addresses),
    Column("labels", .labels, visibility: .wide),
  ]

  static let owners = [
    Column("address", .address, isKey: true),
    Column("kind", .text, isKey: true),
    Column("namespace", .text, isKey: true),
    Column("name", .text, isKey: true),
    uid,
    Column("role", .text),
    Column("workload", .text),
  ]

  static let findings = [
    Column("rule", .text, isKey: true),
    Column("kind", .text, isKey: true),
    Column("namespace", .text, isKey: true),
    Column("name", .text, isKey: true),
    uid,
    Column("severity", .text),
    Column("message", .text),
    Column("evidence", .texts, visibility: .wide),
  ]

  static let why = [
    Column("pod", .text, isKey: true),
    uid,
    Column("port", .port, isKey: true),
    Column("serving", .boolean),
    Column("reason", .text),
    Column("detail", .text),
    Column("since", .instant),
  ]

  static let dns = [
    Column("name", .text, isKey: true),
    Column("type", .text, isKey: true),
    Column("data", .text, isKey: true),
    Column("rcode", .text),
  ]

  static let show = [
    Column("kind", .text, isKey: true),
    Column("namespace", .text, isKey: true),
    Column("name", .text, isKey: true),
    uid,
    Column("object", .document),
  ]

  static let history =
    [
      Column("event", .integer, isKey: true),
      Column("revision", .text),
      Column("field", .text, isKey: true),
      Column("old", .text),
      Column("new", .text),
      Column("namespace", .text, visibility: .wide),
      Column("name", .text, visibility: .wide),
      Column("uid", .text, visibility: .wide),
    ] + AuditColumns.columns

  static let events =
    [
      Column("event", .integer, isKey: true),
      Column("observed_at", .instant),
      Column("recorded_at", .instant, visibility: .wide),
      Column("revision", .text),
      Column("type", .text),
      Column("kind", .text),
      Column("namespace", .text),
      Column("name", .text),
      Column("uid", .text, visibility: .wide),
      Column("summary", .text),
    ] + AuditColumns.columns

  static let coverage = [
    Column("kind", .text, isKey: true),
    Column("namespace", .text, isKey: true),
    Column("feed", .text, isKey: true),
    Column("state", .text),
    Column("reason", .text),
  ]

  /// The columns of a question.
  static func columns(of question: BoundQuestion) -> [Column] {
    switch question {
    case .podsServing, .podsListed: podsServing
    case .podsSelected, .podsOnNode, .objects(.pod, _): pods
    case .endpointsOf, .endpoints: endpoints
    case .slicesOf, .objects(.endpointSlice, _): slices
    case .servicesServed, .servicesSelecting, .objects(.service, _): services
    case .owners: owners
    case .findings: findings
    case .why: why
    case .dns: dns
    case .objects(.node, _): nodes
    case .show: show
    case .history: history
    case .events: events
    case .coverage: coverage
    }
  }
}
