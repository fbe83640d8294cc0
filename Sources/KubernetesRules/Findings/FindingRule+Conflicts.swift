/// The rules on what two Services hold (semantics.md 6).
extension FindingRule {
  /// ST219 nodeport-conflict: Two Services hold the same port of the Nodes.
  public static let nodePortConflict = FindingRule(
    id: "ST219",
    name: "nodeport-conflict",
    severity: .error,
    summary: "Two Services hold the same port of the Nodes.",
    explanation: """
      A node port or health-check node port of the Service is another Service's as well. The API \
      server's allocator normally prevents it. Raised: for each node port and protocol that \
      another Service holds, and for a health-check node port, which is TCP, that is a TCP node \
      port or another health-check node port. Services that are being deleted do not count. Each \
      of the two Services has its own finding.
      """,
    remedy: "Give one of the Services another node port.",
    source: "`pkg/registry/core/service/portallocator`",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST220 clusterip-conflict: Two Services hold the same cluster IP.
  public static let clusterIPConflict = FindingRule(
    id: "ST220",
    name: "clusterip-conflict",
    severity: .error,
    summary: "Two Services hold the same cluster IP.",
    explanation: """
      A cluster IP of the Service is another Service's as well. The API server's allocator \
      normally prevents it. Raised: for each cluster IP that another Service holds, however it \
      is written. Services that are being deleted do not count. Each of the two Services has its \
      own finding.
      """,
    remedy: "Delete one of the Services, and create it again without a cluster IP.",
    source: "`pkg/registry/core/service/ipallocator`",
    waitsForLag: false,
    since: nil,
    before: nil
  )
}
