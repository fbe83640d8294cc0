/// A Service that a connection to an address may have been meant for.
public struct AttributedService: Hashable, Sendable {
  /// The Service's namespace.
  public var namespace: String
  /// The Service's name.
  public var name: String
  /// The Service port's number; nil for an endpoint that none of the Service's ports leads to.
  public var port: Int?
  /// Whether new connections went there then, as kube-proxy, or for a headless Service DNS, decides;
  /// true for a Service's own address.
  public var isEligible: Bool

  /// `NAMESPACE/NAME:PORT`, without the port where there is none; ` (not eligible)` behind it where
  /// new connections went elsewhere.
  public var text: String {
    "\(namespace)/\(name)" + (port.map { ":\($0)" } ?? "") + (isEligible ? "" : " (not eligible)")
  }
}
