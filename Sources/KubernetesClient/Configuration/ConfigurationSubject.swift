/// The named entry of a kubeconfig that an error is about.
public struct ConfigurationSubject: Hashable, Sendable, CustomStringConvertible {
  /// What an entry describes.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Which cluster, user, and namespace belong together.
    case context
    /// How a server is reached.
    case cluster
    /// Who asks.
    case user
  }

  /// What the entry describes.
  public let kind: Kind
  /// Its name.
  public let name: String
  /// Where it stands.
  public let place: ConfigurationPlace

  /// Creates a subject.
  public init(kind: Kind, name: String, place: ConfigurationPlace) {
    self.kind = kind
    self.name = name
    self.place = place
  }

  /// The entry as a sentence shows it, such as "user `dev` in `/home/a/.kube/config`, line 7".
  public var description: String { "\(kind.rawValue) `\(name)` in \(place)" }
}
