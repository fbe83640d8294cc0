public import TopologyModel

/// What runs a Pod, by name (tql.md section 5).
public enum Workload {
  /// The label that a Deployment's ReplicaSets put on their Pods.
  public static let templateHashLabel = "pod-template-hash"

  /// Returns the workload of a Pod.
  ///
  /// - `Pod/NAME` without a controller;
  /// - `Deployment/X` for a ReplicaSet `X-HASH` whose hash is the Pod's label `pod-template-hash`;
  ///   a ReplicaSet of any other name is one that somebody made by hand;
  /// - else `KIND/NAME` of the controller.
  public static func name(of pod: PodFacts, podName: String) -> String {
    guard let controller = pod.controller else { return "Pod/\(podName)" }
    if controller.kind == "ReplicaSet", let hash = pod.labels[templateHashLabel], !hash.isEmpty,
      controller.name.hasSuffix("-\(hash)"),
      controller.name.utf8.count > hash.utf8.count + 1
    {
      return "Deployment/\(controller.name.dropLast(hash.count + 1))"
    }
    return "\(controller.kind)/\(controller.name)"
  }
}
