import TopologyModel

extension SliceFindings {
  /// ST101: an endpoint's address is one that the API refuses (semantics.md 6;
  /// `ValidateEndpointIP` of `pkg/apis/core/validation/validation.go`).
  ///
  /// - one for each loopback, link-local unicast, link-local multicast or unspecified address, in
  ///   slices of any address type, FQDN included, whichever place the address has;
  /// - none for other addresses, and none for domain names.
  static func specialAddress(_ slice: SliceEvaluation) -> [Finding] {
    classified(slice) { $0.isRefused }.map { address, canonical, addressClass in
      slice.finding(
        .specialAddress,
        detail: canonical,
        message: "endpoint address `\(canonical)` is \(phrase(addressClass))",
        evidence: [slice.evidence(address)]
      )
    }
  }

  /// ST102: an endpoint's address is one that the API accepts and no Pod can own (semantics.md 6;
  /// the comment in `ValidateEndpointIP`).
  ///
  /// - one for each multicast address that is not link-local, 255.255.255.255, address of 0.0.0.0/8
  ///   or of 240.0.0.0/4;
  /// - none for ordinary addresses, nor for those of ST101.
  static func oddAddress(_ slice: SliceEvaluation) -> [Finding] {
    classified(slice) { !$0.isRefused && $0 != .ordinary }.map { address, canonical, addressClass in
      slice.finding(
        .oddAddress,
        detail: canonical,
        message: "endpoint address `\(canonical)` is \(phrase(addressClass)), which no Pod can own",
        evidence: [slice.evidence(address)]
      )
    }
  }

  /// ST104: an endpoint's address is not written canonically (semantics.md 6;
  /// `apimachinery/pkg/util/validation/ip.go`).
  ///
  /// - one for each address with leading zeros, in the IPv4-mapped form, or of IPv6 in another form
  ///   than that of RFC 5952;
  /// - none for canonical addresses, and none for domain names.
  static func nonCanonicalAddress(_ slice: SliceEvaluation) -> [Finding] {
    slice.addresses.compactMap { address in
      guard let canonical = AddressValidation.canonicalForm(ofNonCanonical: address.text) else {
        return nil
      }
      return slice.finding(
        .nonCanonicalAddress,
        detail: address.text,
        message: "endpoint address `\(address.text)` is read as `\(canonical)`",
        evidence: [slice.evidence(address)]
      )
    }
  }

  /// ST105: the slice lists domain names (semantics.md 6;
  /// `pkg/registry/discovery/endpointslice/strategy.go`, `warnOnDeprecatedAddressType`).
  ///
  /// - one where the address type is FQDN;
  /// - none for IPv4 and IPv6.
  static func fqdnAddressType(_ slice: SliceEvaluation) -> [Finding] {
    guard slice.facts.addressType == "FQDN" else { return [] }
    return [
      slice.finding(
        .fqdnAddressType,
        detail: "",
        message: "address type `FQDN` is deprecated, and kube-proxy ignores the slice",
        evidence: [slice.slice.evidence("addressType", slice.facts.addressType)]
      )
    ]
  }

  /// ST106: an endpoint has several addresses (semantics.md 2.23, 6; `discovery/v1/types.go`).
  ///
  /// - one for each endpoint with more than one address, by its first;
  /// - none for endpoints with one, or none.
  static func extraAddresses(_ slice: SliceEvaluation) -> [Finding] {
    slice.slice.endpoints.enumerated().compactMap { index, endpoint in
      guard let first = endpoint.facts.addresses.first, endpoint.facts.addresses.count > 1 else {
        return nil
      }
      let canonical = EndpointCandidate.canonicalAddress(first)
      let addresses = endpoint.facts.addresses.joined(separator: ",")
      return slice.finding(
        .extraAddresses,
        detail: canonical,
        message: "endpoint `\(canonical)` has further addresses, which kube-proxy ignores",
        evidence: [slice.slice.evidence(endpoint: index, "addresses", addresses)]
      )
    }
  }

  /// ST308: the slice holds an address that 1.36 refuses on new writes (semantics.md 6, 7;
  /// `apimachinery/pkg/util/validation/ip.go`, `IsValidIPForLegacyField`).
  ///
  /// - one for each address with leading zeros or in the IPv4-mapped form, in an IPv4 slice;
  /// - none in slices of IPv6, which were always strict, nor of FQDN, which never are.
  static func strictIP(_ slice: SliceEvaluation) -> [Finding] {
    guard slice.facts.addressType == IPAddress.Family.ipv4.rawValue else { return [] }
    return slice.addresses.compactMap { address in
      guard let fault = FindingAddressSyntax.strictFault(of: address.text) else { return nil }
      return slice.finding(
        .strictIP,
        detail: address.text,
        message: FindingAddressSyntax.message(address.text, fault: fault),
        evidence: [slice.evidence(address)]
      )
    }
  }

  /// The addresses of some classes, with their canonical text.
  private static func classified(
    _ slice: SliceEvaluation,
    where isWanted: (AddressClass) -> Bool
  ) -> [(SliceAddress, canonical: String, AddressClass)] {
    slice.addresses.compactMap { address in
      guard let ip = address.address else { return nil }
      let addressClass = AddressClass(ip)
      return isWanted(addressClass) ? (address, ip.description, addressClass) : nil
    }
  }

  private static func phrase(_ addressClass: AddressClass) -> String {
    switch addressClass {
    case .unspecified: "the unspecified address"
    case .loopback: "a loopback address"
    case .linkLocalUnicast: "a link-local address"
    case .linkLocalMulticast: "a link-local multicast address"
    case .otherMulticast: "a multicast address"
    case .limitedBroadcast: "the broadcast address"
    case .thisNetwork: "an address of 0.0.0.0/8"
    case .reserved: "a reserved address of 240.0.0.0/4"
    case .ordinary: "an ordinary address"
    }
  }
}
