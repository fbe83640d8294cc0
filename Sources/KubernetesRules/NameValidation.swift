public import TopologyModel

/// Which names the API accepts (semantics.md 7).
///
/// Each function returns the API's messages in order, without the regular expression and the
/// examples that end some of them; none where the API accepts the name. These rules hold when
/// objects are written: objects that exist may break them, and reading must not apply them.
public enum NameValidation {
  /// Whether an object is new.
  public enum Operation: String, Hashable, Sendable {
    /// It is new.
    case create = "create"
    /// It exists.
    case update = "update"
  }

  /// Returns the messages on a Service's name: `ValidateServiceCreate` of
  /// `pkg/apis/core/validation/validation.go`.
  ///
  /// - none on update: names are checked on create only;
  /// - where `RelaxedServiceNameValidation` is on, those of an RFC 1123 label;
  /// - else those of a DNS-1035 label, which begins with a letter.
  public static func serviceName(
    _ name: String,
    operation: Operation,
    gates: FeatureGates
  ) -> [String] {
    switch operation {
    case .update: []
    case .create:
      gates.isEnabled(.relaxedServiceNameValidation) ? dns1123Label(name) : dns1035Label(name)
    }
  }

  /// Returns the messages on a Service port's name: those of an RFC 1123 label, so digits alone
  /// will do (`validateServicePort`).
  public static func servicePortName(_ name: String) -> [String] {
    dns1123Label(name)
  }

  /// Returns the messages on a target port, or on a container port's name or number:
  /// `ValidatePortNumOrName` of `pkg/apis/core/validation/validation.go`.
  ///
  /// - a number must lie in 1...65535;
  /// - a name must be an IANA service name: `portName(_:)`.
  public static func targetPort(_ target: ServiceFacts.TargetPort) -> [String] {
    switch target {
    case .number(let number):
      (1...65535).contains(number) ? [] : ["must be between 1 and 65535, inclusive"]
    case .name(let name):
      portName(name)
    }
  }

  /// Returns the messages on a container port's name: `IsValidPortName` of
  /// `apimachinery/pkg/util/validation/validation.go`.
  ///
  /// One each for more than 15 characters, a character that is no lowercase letter, digit or hyphen
  /// (or no character at all), no letter, two hyphens in a row, a hyphen at either end.
  public static func portName(_ name: String) -> [String] {
    let bytes = Array(name.utf8)
    var messages: [String] = []
    if bytes.count > 15 { messages.append("must be no more than 15 characters") }
    if bytes.isEmpty || !bytes.allSatisfy({ isAlphanumeric($0) || $0 == 45 }) {
      messages.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    }
    if !bytes.contains(where: isLetter) {
      messages.append("must contain at least one letter (a-z)")
    }
    if zip(bytes, bytes.dropFirst()).contains(where: { $0 == 45 && $1 == 45 }) {
      messages.append("must not contain consecutive hyphens")
    }
    if bytes.first == 45 || bytes.last == 45 {
      messages.append("must not begin or end with a hyphen")
    }
    return messages
  }

  /// Returns the messages on `spec.externalName`, one final dot allowed: `ValidateService` of
  /// `pkg/apis/core/validation/validation.go`.
  ///
  /// Those of an RFC 1123 subdomain; an IPv4 address is one, an IPv6 address is not.
  public static func externalName(_ name: String) -> [String] {
    let trimmed = withoutFinalDot(name)
    return trimmed.isEmpty ? ["Required value"] : dns1123Subdomain(trimmed)
  }

  /// Returns the messages on an endpoint's `hostname`: those of an RFC 1123 label
  /// (`validateEndpoints` of `pkg/apis/discovery/validation/validation.go`).
  public static func endpointHostname(_ name: String) -> [String] {
    dns1123Label(name)
  }

  /// Returns the messages on an address of an FQDN slice, one final dot allowed:
  /// `IsFullyQualifiedDomainName` of `apimachinery/pkg/util/validation/validation.go`.
  ///
  /// - those of an RFC 1123 subdomain;
  /// - else one for a single label;
  /// - else those of the first label that is longer than 63 characters.
  public static func fullyQualifiedDomainName(_ name: String) -> [String] {
    if name.isEmpty { return ["Required value"] }
    let trimmed = withoutFinalDot(name)
    let errors = dns1123Subdomain(trimmed)
    guard errors.isEmpty else { return errors }
    let labels = trimmed.split(separator: ".")
    if labels.count < 2 {
      return ["should be a domain with at least two segments separated by dots"]
    }
    return labels.map { dns1123Label(String($0)) }.first { !$0.isEmpty } ?? []
  }

  // MARK: - Syntaxes

  /// Returns the messages on a DNS-1035 label: at most 63 lowercase letters, digits and hyphens, a
  /// letter first, no hyphen last (`IsDNS1035Label`).
  public static func dns1035Label(_ name: String) -> [String] {
    var messages = lengthMessages(name, max: 63)
    if !isLabel(Array(name.utf8)) || !(name.utf8.first.map(isLetter) ?? false) {
      messages.append(
        """
        a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an \
        alphabetic character, and end with an alphanumeric character
        """
      )
    }
    return messages
  }

  /// Returns the messages on an RFC 1123 label: at most 63 lowercase letters, digits and hyphens,
  /// no hyphen at either end; a name that would do but for its dots is told so (`IsDNS1123Label`).
  public static func dns1123Label(_ name: String) -> [String] {
    var messages = lengthMessages(name, max: 63)
    if isLabel(Array(name.utf8)) { return messages }
    messages.append(
      isSubdomain(name)
        ? "must not contain dots"
        : """
        a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and \
        must start and end with an alphanumeric character
        """
    )
    return messages
  }

  /// Returns the messages on an RFC 1123 subdomain: at most 253 characters, labels with dots
  /// between; the labels' own length is not checked (`IsDNS1123Subdomain`).
  public static func dns1123Subdomain(_ name: String) -> [String] {
    var messages = lengthMessages(name, max: 253)
    if !isSubdomain(name) {
      messages.append(
        """
        a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or \
        '.', and must start and end with an alphanumeric character
        """
      )
    }
    return messages
  }

  // MARK: - Parts

  private static func lengthMessages(_ name: String, max: Int) -> [String] {
    name.utf8.count > max ? ["must be no more than \(max) characters"] : []
  }

  private static func isSubdomain(_ name: String) -> Bool {
    name.utf8.split(separator: 46, omittingEmptySubsequences: false).allSatisfy {
      isLabel(Array($0))
    }
  }

  private static func isLabel(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && bytes.allSatisfy { isAlphanumeric($0) || $0 == 45 }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte) }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isLetter(byte) || (48...57).contains(byte)
  }

  private static func withoutFinalDot(_ name: String) -> String {
    name.hasSuffix(".") ? String(name.dropLast()) : name
  }
}
