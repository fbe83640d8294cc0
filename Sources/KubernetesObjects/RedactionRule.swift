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
  /// Remove the members whose keys match, unless facts read them; those that stay follow the rule.
  indirect case unmatched([AnnotationPattern], RedactionRule)

  /// The rule of one key.
  struct Member: Sendable {
    let key: StaticString
    let rule: RedactionRule
  }

  /// Creates the rule of a policy for a whole object.
  init(policy: RedactionPolicy) {
    switch policy.retention {
    case .full: self = policy.removesMore ? Self.most(policy) : .keep
    case .standard: self = policy.removesMore ? Self.most(policy) : Self.standard
    case .topology: self = Self.topology
    }
  }

  /// Returns the rule of a member.
  func rule(of key: JSONKey) -> RedactionRule {
    switch self {
    case .keep, .drop: return self
    case .members(let rules, let others):
      for member in rules where key == member.key { return member.rule }
      return others
    case .unmatched(let patterns, let rule):
      let isRead = Self.annotationsRead.contains { key == $0 }
      let isMatched =
        !isRead
        && key.withBytes { bytes in
          let bytes = Array(bytes)[...]
          return patterns.contains { $0.matches(bytes) }
        }
      return isMatched ? .drop : rule.rule(of: key)
    }
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
  private static let standard = most(.standard)

  /// All that a policy other than `topology` keeps.
  ///
  /// The last-applied annotation repeats what was applied, so that it goes with anything that is
  /// removed.
  private static func most(_ policy: RedactionPolicy) -> RedactionRule {
    let isStandard = policy.retention == .standard
    var container: [Member] = []
    if isStandard || policy.removesEnvironment {
      container.append(Member(key: "env", rule: allBut(["value"])))
    }
    if policy.removesArguments { container += arguments }
    let containers = RedactionRule.members(container, others: .keep)
    let annotations = RedactionRule.unmatched(
      policy.annotations,
      allBut(["kubectl.kubernetes.io/last-applied-configuration"])
    )
    return allBut(within: [
      "metadata": allBut(
        isStandard ? ["managedFields"] : [],
        within: ["annotations": annotations]
      ),
      "spec": allBut(within: [
        "containers": containers,
        "initContainers": containers,
        "ephemeralContainers": containers,
      ]),
    ])
  }

  /// What containers, their probes, and their hooks are run and asked with.
  private static let arguments: [Member] = {
    let action = allBut(within: [
      "exec": allBut(["command"]),
      "httpGet": allBut(["path", "httpHeaders"]),
    ])
    let hooks = allBut(within: ["postStart": action, "preStop": action])
    return [
      Member(key: "command", rule: .drop), Member(key: "args", rule: .drop),
      Member(key: "livenessProbe", rule: action), Member(key: "readinessProbe", rule: action),
      Member(key: "startupProbe", rule: action), Member(key: "lifecycle", rule: hooks),
    ]
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

  /// The annotations that facts read, which no pattern removes.
  private static let annotationsRead: [StaticString] = [
    "service.kubernetes.io/topology-mode", "service.kubernetes.io/topology-aware-hints",
    "service.alpha.kubernetes.io/tolerate-unready-endpoints",
  ]

  private static let metadata: RedactionRule = only(
    [
      "name", "namespace", "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp",
      "labels",
    ],
    within: [
      "annotations": only(annotationsRead),
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
