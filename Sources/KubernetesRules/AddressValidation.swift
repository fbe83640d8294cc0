public import TopologyModel

/// Which endpoint addresses the API accepts (semantics.md 7, findings ST101–ST104).
///
/// Messages are the API's, without the regular expression and the examples that end some of them.
public enum AddressValidation {
  /// Returns the API's messages on a new slice's addresses, in order; none where it accepts them:
  /// `ValidateEndpointSliceCreate` of `pkg/apis/discovery/validation/validation.go`.
  public static func messages(
    creating endpoints: [EndpointFacts],
    addressType: String,
    gates: FeatureGates
  ) -> [String] {
    endpoints.flatMap(\.addresses).flatMap {
      messages(address: $0, addressType: addressType, gates: gates)
    }
  }

  /// Returns the API's messages on a changed slice's addresses: `ValidateEndpointSliceUpdate` of
  /// `pkg/apis/discovery/validation/validation.go`.
  ///
  /// - none where `endpoints` is unchanged, however bad it is;
  /// - else those that a new slice would get.
  public static func messages(
    updating old: [EndpointFacts],
    to new: [EndpointFacts],
    addressType: String,
    gates: FeatureGates
  ) -> [String] {
    old == new ? [] : messages(creating: new, addressType: addressType, gates: gates)
  }

  /// Returns the API's messages on one address; none where it accepts it: `validateEndpoints` of
  /// `pkg/apis/discovery/validation/validation.go`.
  ///
  /// - in an IPv4 slice the syntax of legacy fields: leading zeros and the IPv4-mapped form only
  ///   where `StrictIPCIDRValidation` is off; then the family and the special ranges;
  /// - in an IPv6 slice always strict and canonical; then the family and the special ranges;
  /// - in an FQDN slice a domain name of two labels or more, without any look at special ranges, so
  ///   "127.0.0.1" passes;
  /// - an address type of no such name has no syntax.
  ///
  /// A syntax error hides what comes after it.
  public static func messages(
    address: String,
    addressType: String,
    gates: FeatureGates
  ) -> [String] {
    switch addressType {
    case "IPv4":
      let isStrict = gates.isEnabled(.strictIPCIDRValidation)
      let errors = syntaxMessages(address, isStrict: isStrict, isCanonical: false)
      return errors.isEmpty ? rangeMessages(address, family: .ipv4) : errors
    case "IPv6":
      let errors = syntaxMessages(address, isStrict: true, isCanonical: true)
      return errors.isEmpty ? rangeMessages(address, family: .ipv6) : errors
    case "FQDN":
      return NameValidation.fullyQualifiedDomainName(address)
    default:
      return []
    }
  }

  /// Returns the canonical form of an address that is written otherwise, or nil where it is canonical
  /// already or no IP address at all (finding ST104).
  public static func canonicalForm(ofNonCanonical address: String) -> String? {
    guard let canonical = IPAddress(address)?.description, canonical != address else { return nil }
    return canonical
  }

  /// Returns the messages on an address's syntax: `parseIP` and `IsValidIP` of
  /// `apimachinery/pkg/util/validation/ip.go`.
  ///
  /// - none where it is fine;
  /// - one where it is no IP address; a zone identifier is none;
  /// - where strict, one for leading zeros and one for the IPv4-mapped form;
  /// - where canonical, one for any other form than the canonical one.
  static func syntaxMessages(_ text: String, isStrict: Bool, isCanonical: Bool) -> [String] {
    guard let address = IPAddress(text) else {
      return ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"]
    }
    var messages: [String] = []
    if isStrict {
      if hasLeadingZero(text) {
        messages.append("must not have leading 0s")
      } else if address.family == .ipv4, text.utf8.contains(58) {
        messages.append("must not be an IPv4-mapped IPv6 address")
      }
    }
    if isCanonical, text != address.description {
      messages.append("must be in canonical form (\"\(address)\")")
    }
    return messages
  }

  private static func rangeMessages(_ text: String, family: IPAddress.Family) -> [String] {
    guard let address = IPAddress(text) else { return [] }
    var messages: [String] = []
    if address.family != family { messages.append("must be an \(family.rawValue) address") }
    switch AddressClass(address) {
    case .unspecified:
      messages.append("may not be unspecified (\(text))")
    case .loopback:
      messages.append("may not be in the loopback range (127.0.0.0/8, ::1/128)")
    case .linkLocalUnicast:
      messages.append("may not be in the link-local range (169.254.0.0/16, fe80::/10)")
    case .linkLocalMulticast:
      messages.append("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)")
    case .otherMulticast, .limitedBroadcast, .thisNetwork, .reserved, .ordinary:
      break
    }
    return messages
  }

  /// Whether a number of the dotted part has a leading zero.
  private static func hasLeadingZero(_ text: String) -> Bool {
    guard text.utf8.contains(46) else { return false }
    let dotted = text.split(separator: ":").last ?? ""
    return dotted.split(separator: ".").contains { $0.utf8.count > 1 && $0.utf8.first == 48 }
  }
}
