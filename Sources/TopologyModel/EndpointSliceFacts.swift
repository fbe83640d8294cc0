/// What questions read of an EndpointSlice, less its endpoints.
///
/// The endpoints are kept apart (`EndpointFacts`), since they change one by one.
public struct EndpointSliceFacts: Hashable, Sendable {
  /// One entry of `ports`, with the API's defaults applied.
  public struct Port: Hashable, Sendable {
    /// The Service port's name; empty when it has none.
    public var name: String
    /// The target number; nil when the entry has none.
    public var number: Int?
    /// The protocol.
    public var transport: TransportProtocol
    /// `appProtocol`; empty when absent.
    public var appProtocol: String

    /// Creates a port.
    public init(name: String, number: Int?, transport: TransportProtocol, appProtocol: String) {
      self.name = name
      self.number = number
      self.transport = transport
      self.appProtocol = appProtocol
    }
  }

  /// The label that joins a slice to its Service (semantics.md 1.2).
  public static let serviceNameLabel = "kubernetes.io/service-name"
  /// The label that names a slice's writer.
  public static let managedByLabel = "endpointslice.kubernetes.io/managed-by"
  /// The label of slices of headless Services.
  public static let headlessLabel = "service.kubernetes.io/headless"

  /// `metadata.labels`.
  public var labels: LabelSet = [:]
  /// `addressType`: IPv4, IPv6 or FQDN.
  public var addressType: String = ""
  /// `ports`; none where the API says null.
  public var ports: [Port] = []
  /// `metadata.ownerReferences`.
  public var owners: [OwnerReference] = []
  /// How many endpoints the slice lists.
  public var endpointCount: Int = 0

  /// Creates the facts of a slice of which nothing is known.
  public init() {}

  /// The Service's name by label, or nil when the label is missing or empty.
  public var serviceName: String? {
    guard let name = labels[Self.serviceNameLabel], !name.isEmpty else { return nil }
    return name
  }
}
