import TopologyModel

extension DNSAnswers {
  /// Returns the answer to a reverse name: `serviceRecordForIP` of CoreDNS'
  /// `plugin/kubernetes/reverse.go`, semantics.md 5.4, 5.8.
  ///
  /// - the Service whose cluster IP it is; of several (finding ST220) the first by namespace and
  ///   name;
  /// - else every ready endpoint that has the address, by its endpoint name: of headless Services
  ///   by the specification, of all by CoreDNS;
  /// - else `NXDOMAIN`, also for a reverse name that is no whole address.
  ///
  /// Types other than PTR find the name without records.
  static func reverse(
    _ name: DNSName,
    type: DNSRecordType,
    objects: DNSObjects,
    settings: DNSSettings
  ) -> DNSReply {
    guard let address = name.reverseAddress else { return .nameError }
    let targets = reverseTargets(of: address, objects: objects, settings: settings)
    guard !targets.isEmpty else { return .nameError }
    guard type == .ptr else { return .noData }
    return DNSReply(
      code: .noError,
      records: targets.map { DNSRecord(name: name.text, type: .ptr, data: $0, port: nil) }
    )
  }

  private static func reverseTargets(
    of address: IPAddress,
    objects: DNSObjects,
    settings: DNSSettings
  ) -> [String] {
    let holders = objects.services.filter {
      $0.facts.clusterIPs.contains { IPAddress($0) == address }
    }
    if let first = holders.min(by: { ($0.namespace, $0.name) < ($1.namespace, $1.name) }) {
      return ["\(first.name).\(first.namespace).svc.\(settings.zone)."]
    }
    return objects.slices.flatMap { slice -> [String] in
      guard let serviceName = slice.facts.serviceName else { return [] }
      let isNamed =
        settings.profile == .coreDNS
        || objects.services.contains {
          $0.namespace == slice.namespace && $0.name == serviceName && $0.facts.isHeadless
        }
      guard isNamed else { return [] }
      return publishedAddresses(of: slice, settings: settings)
        .filter { IPAddress($0.address) == address }
        .map { "\($0.label).\(serviceName).\(slice.namespace).svc.\(settings.zone)." }
    }
  }
}
