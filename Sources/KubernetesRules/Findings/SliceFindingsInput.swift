/// All that findings about one EndpointSlice by itself read.
public struct SliceFindingsInput: Hashable, Sendable {
  /// The slice.
  public var slice: ObservedSlice
  /// What is known of the Service that its label names; without effect where it names none.
  public var service: ServicePresence
  /// The cluster's version.
  public var version: KubernetesVersion

  /// Creates an input.
  public init(slice: ObservedSlice, service: ServicePresence, version: KubernetesVersion) {
    self.slice = slice
    self.service = service
    self.version = version
  }
}
