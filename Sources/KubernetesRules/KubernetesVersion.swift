/// A minor version of Kubernetes, such as 1.36.
///
/// A cluster's version is recorded from what was observed or given; patch releases change no rule
/// here.
public struct KubernetesVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The first number.
  public let major: Int
  /// The second number.
  public let minor: Int

  /// Creates a version.
  public init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Reads `1.36`, `v1.36.2`, `1.33+` or `v1.34.1-gke.100`.
  ///
  /// That is two numbers of at most four digits, an optional `v` before them, and whatever follows
  /// a further `.`, `+` or `-`. Returns nil for other text.
  public init?(_ text: some StringProtocol) {
    // Bytes, since a sign is another character together with a mark behind it.
    var rest = Array(text.utf8)[...]
    if rest.first == UInt8(ascii: "v") { rest.removeFirst() }
    guard let major = Self.takeNumber(&rest), rest.first == UInt8(ascii: ".") else { return nil }
    rest.removeFirst()
    guard let minor = Self.takeNumber(&rest) else { return nil }
    if let sign = rest.first, !".+-".utf8.contains(sign) { return nil }
    self.init(major: major, minor: minor)
  }

  /// Returns the version 1.MINOR.
  public static func v1(_ minor: Int) -> KubernetesVersion {
    KubernetesVersion(major: 1, minor: minor)
  }

  /// The version that is assumed where none is known.
  public static let assumed = v1(36)

  /// Whether revisions of one resource type are documented to be comparable (KEP-5504, semantics.md
  /// 1.3): true from 1.35.
  public var hasComparableRevisions: Bool { self >= .v1(35) }

  /// Whether kube-proxy prefers the occurrence of an `ip:port` that is not terminating (semantics.md
  /// 2.24): true from 1.36.
  ///
  /// Older ones kept the first seen unless a later one was local; this project uses the rule of 1.36
  /// for all, and reports the conflict.
  public var prefersNonTerminatingDuplicate: Bool { self >= .v1(36) }

  /// `MAJOR.MINOR`.
  public var description: String { "\(major).\(minor)" }

  /// Returns whether the left version is older.
  public static func < (left: KubernetesVersion, right: KubernetesVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }

  private static func takeNumber(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard (1...4).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }
}
