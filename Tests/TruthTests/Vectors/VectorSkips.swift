import TopologyModel

/// The expectations of the vectors that TQL is not asked about, each with the reason; the suites of
/// KubernetesRulesTests hold the rules' API to all of them.
enum VectorSkips {
  /// The reason for which a member of a vector's `expect` is not compared; nil where it is.
  static func reason(_ key: String, of vector: Vector) -> String? {
    switch vector.kind {
    case .addresses, .names: "what the API server accepts is no question of TQL"
    case .traffic: traffic(key, vector)
    case .membership: membership(key, vector)
    case .ports: key == "groups" ? "no slices are given, which alone tell how Pods share them" : nil
    case .dns:
      vector.when["qtype"].text == "TXT" ? "TQL asks for A, AAAA, SRV, PTR and CNAME" : nil
    case .watch: watch(key, vector)
    }
  }

  private static func traffic(_ key: String, _ vector: Vector) -> String? {
    switch key {
    case "external": "`for node` is about traffic to the cluster IP, not from outside"
    case "inClusterClientToExternalVIP": "`for node` is about traffic to the cluster IP"
    case "cluster", "local", "reachable", "anyInCluster": trafficSet(key, vector)
    default: nil
    }
  }

  /// `for node` tells the set that the internal traffic policy uses; of the other set, and whether
  /// there is anything at all where that set is not empty, it tells nothing.
  private static func trafficSet(_ key: String, _ vector: Vector) -> String? {
    let expect = vector.expect
    guard expect["proxied"].isTrue else {
      return key == "reachable" ? nil : "kube-proxy makes no sets for the Service"
    }
    let service = vector.object(.service, vector.when["service"].text)
    let isLocal = service?["spec"]["internalTrafficPolicy"].text == "Local"
    let own = isLocal ? "local" : "cluster"
    let other = isLocal ? "cluster" : "local"
    return switch key {
    case other: "TQL tells the set of the internal traffic policy only"
    case "reachable" where expect[other].exists: "TQL does not tell the union of both sets"
    case "anyInCluster" where !expect[own].texts.isEmpty:
      "TQL tells it only where connections are not forwarded"
    default: nil
    }
  }

  private static func membership(_ key: String, _ vector: Vector) -> String? {
    switch key {
    case "endpoint": "TQL tells what slices say, not what the controller would write"
    case "listed", "reason":
      vector.expect["reason"].text == "family-not-in-service"
        ? "`why` is about all families of the Service together" : nil
    default: nil
    }
  }

  private static func watch(_ key: String, _ vector: Vector) -> String? {
    guard vector.when["op"].text == "fold" else { return "comparing revisions is no question" }
    if key == "resumeFrom" { return "where a collector resumes is no question of TQL" }
    if key == "live", vector.when["filtered"].isTrue {
      return "a watch with a selector does not observe its kind, of which nothing is answered"
    }
    let isUnsynced =
      vector.when["sendInitialEvents"].isTrue && !vector.expect.has("syncedAt")
    return isUnsynced ? "nothing is answered before the first listing is complete" : nil
  }
}
