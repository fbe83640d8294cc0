import TopologyModel

extension DNSAnswers {
  /// Returns the answer to a name below `svc.<zone>`: `findServices` of CoreDNS'
  /// `plugin/kubernetes/kubernetes.go`, semantics.md 5.2–5.11, 5.13.
  ///
  /// - no such Service: `NXDOMAIN`;
  /// - ExternalName: `alias(…)` for the Service's own name, `NXDOMAIN` for names below it;
  /// - cluster IP: A and AAAA are the cluster IPs, endpoints or not, and never external addresses;
  ///   `_port._protocol` has an SRV record with the Service port's number for a *named* port, and
  ///   is `NXDOMAIN` otherwise;
  /// - headless: A and AAAA are the ready endpoints, SRV points at each; no ready endpoint makes
  ///   `NXDOMAIN`, for the Service and for an endpoint's name alike.
  ///
  /// CoreDNS goes beyond the specification: SRV at a Service's own name answers all its ports,
  /// A at `_port._protocol` the addresses; endpoints have names below cluster-IP Services too; all
  /// addresses of an endpoint are published; an SRV record of a headless Service has the target
  /// port's number. The specification wants the Service port's number there.
  static func reply(
    service question: DNSServiceQuestion,
    name: DNSName,
    type: DNSRecordType,
    objects: DNSObjects,
    settings: DNSSettings,
    aliases: [DNSName]
  ) -> DNSReply {
    guard
      let service = objects.services.first(where: {
        $0.namespace == question.namespace && $0.name == question.service
      })
    else { return .nameError }
    if service.facts.type == "ExternalName" {
      guard question.endpoint == nil, question.port == nil else { return .nameError }
      return alias(
        of: service.facts,
        name: name,
        type: type,
        objects: objects,
        settings: settings,
        aliases: aliases
      )
    }
    guard
      let matches = matches(of: service, question: question, objects: objects, settings: settings)
    else { return .nameError }
    let isCoreDNS = settings.profile == .coreDNS
    switch type {
    case .a, .aaaa:
      guard isCoreDNS || question.port == nil else { return .noData }
      let records = matches.compactMap { $0.addressRecord(name: name) }
      return DNSReply(code: .noError, records: records.filter { $0.type == type })
    case .srv:
      guard isCoreDNS || question.port != nil else { return .noData }
      return DNSReply(
        code: .noError,
        records: matches.compactMap { $0.serviceRecord(name: name) }
      )
    case .ptr, .cname, .txt:
      return .noData
    }
  }

  /// Returns the answer at an ExternalName Service's name (semantics.md 5.9).
  ///
  /// - a CNAME record to the value, one final dot tolerated, whatever the type asked for;
  /// - from CoreDNS `NXDOMAIN` where the value is an IP address, which is no name;
  /// - from CoreDNS, for a value inside the zone, the target's A or AAAA records as well, and nothing
  ///   (`NOERROR`) where it has none or the chain loops (`A` of `plugin/backend_lookup.go`).
  private static func alias(
    of service: ServiceFacts,
    name: DNSName,
    type: DNSRecordType,
    objects: DNSObjects,
    settings: DNSSettings,
    aliases: [DNSName]
  ) -> DNSReply {
    let target = DNSName(service.externalName)
    guard target.labels != [""] else { return .nameError }
    let record = DNSRecord(name: name.text, type: .cname, data: target.text, port: nil)
    guard settings.profile == .coreDNS else { return DNSReply(code: .noError, records: [record]) }
    if IPAddress(service.externalName) != nil { return .nameError }
    guard type == .a || type == .aaaa, target.labels(in: DNSName(settings.zone)) != nil else {
      return DNSReply(code: .noError, records: [record])
    }
    let chain = aliases + [name]
    guard !chain.contains(target), chain.count < aliasesMax else { return .noData }
    let next = reply(
      to: target,
      type: type,
      objects: objects,
      settings: settings,
      aliases: chain
    )
    guard !next.records.isEmpty else { return .noData }
    return DNSReply(code: .noError, records: [record] + next.records)
  }

  /// What the question leads to; nil where no such name exists.
  private static func matches(
    of service: DNSObjects.Service,
    question: DNSServiceQuestion,
    objects: DNSObjects,
    settings: DNSSettings
  ) -> [DNSMatch]? {
    let isCoreDNS = settings.profile == .coreDNS
    let owner = "\(service.name).\(service.namespace).svc.\(settings.zone)."
    let slices = objects.slices.filter {
      $0.namespace == service.namespace && $0.facts.serviceName == service.name
    }
    if isCoreDNS, settings.ignoresEmptyServices,
      !slices.contains(where: { $0.endpoints.contains { $0.isReady && !$0.addresses.isEmpty } })
    {
      return nil
    }
    guard service.facts.isHeadless || question.endpoint != nil else {
      return clusterIPMatches(of: service.facts, owner: owner, question: question)
    }
    guard service.facts.isHeadless || isCoreDNS else { return nil }
    let matches = slices.flatMap { slice in
      endpointMatches(
        of: slice,
        service: service.facts,
        owner: owner,
        question: question,
        settings: settings
      )
    }
    return matches.isEmpty ? nil : matches
  }

  /// A Service without ports still has addresses, and one without addresses yet a name; only a
  /// named port has a name below it.
  private static func clusterIPMatches(
    of service: ServiceFacts,
    owner: String,
    question: DNSServiceQuestion
  ) -> [DNSMatch]? {
    let ports = service.ports.filter {
      question.matches(portName: $0.name, transport: $0.transport.rawValue)
        && (question.port == nil || !$0.name.isEmpty)
    }
    var numbers: [Int?] = ports.map(\.number)
    if service.ports.isEmpty, question.port == nil { numbers = [nil] }
    guard !numbers.isEmpty else { return nil }
    return numbers.flatMap { number in
      service.clusterIPs.filter { IPAddress($0) != nil }.map {
        DNSMatch(owner: owner, host: $0, port: number)
      }
    }
  }

  private static func endpointMatches(
    of slice: DNSObjects.Slice,
    service: ServiceFacts,
    owner: String,
    question: DNSServiceQuestion,
    settings: DNSSettings
  ) -> [DNSMatch] {
    let numbers = portNumbers(
      of: slice.facts,
      service: service,
      question: question,
      settings: settings
    )
    return publishedAddresses(of: slice, settings: settings).flatMap { label, address in
      guard question.endpoint == nil || question.endpoint == label else { return [DNSMatch]() }
      return numbers.map { DNSMatch(owner: "\(label).\(owner)", host: address, port: $0) }
    }
  }

  /// The ports of a slice that the question asks for; nil stands for one without a number.
  private static func portNumbers(
    of slice: EndpointSliceFacts,
    service: ServiceFacts,
    question: DNSServiceQuestion,
    settings: DNSSettings
  ) -> [Int?] {
    if slice.ports.isEmpty { return question.port == nil ? [nil] : [] }
    let ports = slice.ports.filter {
      question.matches(portName: $0.name, transport: $0.transport.rawValue)
        && (question.port == nil || !$0.name.isEmpty)
    }
    switch settings.profile {
    case .coreDNS: return ports.map(\.number)
    case .specification:
      return ports.map { ServicePortJoin.servicePort(for: $0, in: service)?.number }
    }
  }

  /// Returns a slice's ready endpoints as name and address, in order: `endpointHostname` of
  /// CoreDNS' `plugin/kubernetes/kubernetes.go`, semantics.md 5.5, 5.6, 5.13.
  ///
  /// - by `ready` alone, absent meaning true;
  /// - CoreDNS publishes every address, the specification has one;
  /// - the name is the endpoint's host name; else, where `namesEndpointsByPod` says so, the name of
  ///   its target if that fits a label; else the address with dashes.
  static func publishedAddresses(
    of slice: DNSObjects.Slice,
    settings: DNSSettings
  ) -> [(label: String, address: String)] {
    slice.endpoints.filter(\.isReady).flatMap { endpoint in
      let count = settings.profile == .coreDNS ? endpoint.addresses.count : 1
      return endpoint.addresses.prefix(count).map { address in
        (label(of: endpoint, address: address, settings: settings), address)
      }
    }
  }

  private static func label(
    of endpoint: EndpointFacts,
    address: String,
    settings: DNSSettings
  ) -> String {
    if let hostname = endpoint.hostname, !hostname.isEmpty { return hostname.lowercased() }
    if settings.namesEndpointsByPod, let name = endpoint.target?.name,
      (1...63).contains(name.utf8.count)
    {
      return name.lowercased()
    }
    let dashed = address.lowercased().map { $0 == "." || $0 == ":" ? "-" : $0 }
    return String(dashed)
  }
}
