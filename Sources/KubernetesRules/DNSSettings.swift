/// How a cluster's DNS is set up.
public struct DNSSettings: Hashable, Sendable {
  /// Whose answers are wanted.
  public enum Profile: String, Hashable, Sendable, CaseIterable {
    /// What the specification 1.1.0 requires, and no more.
    case specification = "spec"
    /// What CoreDNS answers, also where the specification is silent or vaguer.
    case coreDNS = "coredns"
  }

  /// How `<a-b-c-d>.<namespace>.pod.<zone>` is answered (semantics.md 5.12).
  public enum PodRecords: String, Hashable, Sendable, CaseIterable {
    /// Never: CoreDNS' default.
    case disabled = "disabled"
    /// With any address, in a namespace that exists: kubeadm's setting.
    case insecure = "insecure"
    /// With the address of a Pod of the namespace.
    case verified = "verified"
  }

  /// The cluster's zone, without a final dot.
  public var zone: String
  /// Whose answers are wanted.
  public var profile: Profile
  /// How Pod records are answered.
  public var podRecords: PodRecords
  /// CoreDNS' `endpoint_pod_names`: an endpoint without a host name bears its Pod's (5.6).
  public var namesEndpointsByPod: Bool
  /// CoreDNS' `ignore empty_service`: a Service with a cluster IP and no ready endpoint does not
  /// exist (5.11).
  public var ignoresEmptyServices: Bool

  /// Creates settings.
  public init(
    zone: String,
    profile: Profile,
    podRecords: PodRecords,
    namesEndpointsByPod: Bool,
    ignoresEmptyServices: Bool
  ) {
    self.zone = zone
    self.profile = profile
    self.podRecords = podRecords
    self.namesEndpointsByPod = namesEndpointsByPod
    self.ignoresEmptyServices = ignoresEmptyServices
  }

  /// Creates the settings that kubeadm gives CoreDNS, for a profile: zone `cluster.local`, Pod
  /// records `insecure`, no options.
  public init(profile: Profile) {
    self.init(
      zone: "cluster.local",
      profile: profile,
      podRecords: .insecure,
      namesEndpointsByPod: false,
      ignoresEmptyServices: false
    )
  }
}
