/// What a policy does with a value.
///
/// Arrays are transparent: their elements follow the rule of the array.
enum RedactionRule: Sendable {
  /// Keep the value as it is.
  case keep
  /// Remove the member.
  case drop
  /// Keep the value; its members follow the rules listed for their keys, or else `others`.
  indirect case members([Member], others: RedactionRule)

  /// The rule of one key.
  struct Member: Sendable {
    let key: StaticString
    let rule: RedactionRule
  }

  /// Creates the rule of a policy for a whole object.
  init(policy: RetentionPolicy) {
    switch policy {
    case .full: self = .keep
    case .standard: self = Self.standard
    case .topology: self = Self.topology
    }
  }

  /// Returns the rule of a key among the members' rules, `others` where it is not listed.
  static func find(
    _ key: JSONKey,
    _ rules: [Member],
    others: RedactionRule
  ) -> RedactionRule {
    for member in rules where key == member.key { return member.rule }
    return others
  }

  /// Keeps all members less the dropped ones, and follows rules within some.
  private static func allBut(
    _ dropped: [StaticString] = [],
    within rules: KeyValuePairs<StaticString, RedactionRule> = [:]
  ) -> RedactionRule {
    let members =
      dropped.map { Member(key: $0, rule: .drop) } + rules.map { Member(key: $0, rule: $1) }
    return .members(members, others: .keep)
  }

  /// Keeps only the listed members, some of them whole, some by rules.
  private static func only(
    _ kept: [StaticString] = [],
    within rules: KeyValuePairs<StaticString, RedactionRule> = [:]
  ) -> RedactionRule {
    let members =
      kept.map { Member(key: $0, rule: .keep) } + rules.map { Member(key: $0, rule: $1) }
    return .members(members, others: .drop)
  }
}

extension RedactionRule {
  private static let standard: RedactionRule = {
    let container = allBut(within: ["env": allBut(["value"])])
    return allBut(within: [
      "metadata": allBut(
        ["managedFields"],
        within: ["annotations": allBut(["kubectl.kubernetes.io/last-applied-configuration"])]
      ),
      "spec": allBut(within: [
        "containers": container,
        "initContainers": container,
        "ephemeralContainers": container,
      ]),
    ])
  }()
}

/// The members that facts read, those of all kinds together: items of a list do not say which kind
/// they are of, and what one kind's facts read is harmless in another.
extension RedactionRule {
  private static let topology: RedactionRule = only(
    ["kind", "apiVersion", "addressType"],
    within: [
      "metadata": metadata,
      "spec": spec,
      "status": status,
      "endpoints": endpoints,
      "ports": only(["name", "port", "protocol", "appProtocol"]),
    ]
  )

  private static let metadata: RedactionRule = only(
    [
      "name", "namespace", "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp",
      "labels",
    ],
    within: [
      "annotations": only([
        "service.kubernetes.io/topology-mode", "service.kubernetes.io/topology-aware-hints",
        "service.alpha.kubernetes.io/tolerate-unready-endpoints",
      ]),
      "ownerReferences": only(["apiVersion", "kind", "name", "uid", "controller"]),
    ]
  )

  private static let container: RedactionRule = only(
    ["restartPolicy"],
    within: ["ports": only(["name", "containerPort", "protocol"])]
  )

  /// Members of Pods, then of Services.
  private static let spec: RedactionRule = only(
    [
      "nodeName", "hostNetwork", "hostname", "subdomain",
      "type", "clusterIP", "clusterIPs", "externalIPs", "loadBalancerIP", "externalName",
      "ipFamilies", "selector", "internalTrafficPolicy", "externalTrafficPolicy",
      "publishNotReadyAddresses", "sessionAffinity", "trafficDistribution", "healthCheckNodePort",
    ],
    within: [
      "containers": container,
      "initContainers": container,
      "ephemeralContainers": container,
      "ports": only(["name", "port", "protocol", "targetPort", "nodePort", "appProtocol"]),
    ]
  )

  /// Members of Pods, Services and Nodes.
  private static let status: RedactionRule = only(
    ["phase", "podIP"],
    within: [
      "podIPs": only(["ip"]),
      "hostIPs": only(["ip"]),
      "conditions": only(["type", "status", "lastTransitionTime"]),
      "loadBalancer": only(within: ["ingress": only(["ip", "hostname", "ipMode"])]),
      "addresses": only(["type", "address"]),
      "nodeInfo": only(["kubeletVersion"]),
    ]
  )

  private static let endpoints: RedactionRule = only(
    ["addresses", "hostname", "nodeName", "zone"],
    within: [
      "conditions": only(["ready", "serving", "terminating"]),
      "hints": only(within: ["forZones": only(["name"]), "forNodes": only(["name"])]),
      "targetRef": only(["kind", "namespace", "name", "uid"]),
    ]
  )
}
