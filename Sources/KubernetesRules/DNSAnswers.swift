import TopologyModel

/// What cluster DNS answers to a fresh query (DNS specification 1.1.0 of kubernetes/dns and the
/// plugin `kubernetes` of CoreDNS, semantics.md 5).
///
/// Answers come from the objects alone: what a client has cached is not known.
public enum DNSAnswers {
  /// The specification's version, the answer to `dns-version.<zone> TXT` (semantics.md 5.1).
  public static let specificationVersion = "1.1.0"
  /// The most names in a chain of CNAME records that CoreDNS follows.
  public static let aliasesMax = 8

  /// Returns the answer to a question: `Records`, `findServices`, `findPods` and `Reverse` of
  /// CoreDNS' `plugin/kubernetes`, semantics.md 5.1–5.13.
  ///
  /// Names compare without case, the final dot may be absent.
  /// - `dns-version.<zone>`: TXT with the version;
  /// - `<service>.<namespace>.svc.<zone>`, `<endpoint>.<service>…`, `_<port>._<protocol>.<service>…`:
  ///   see `reply(service:…)`;
  /// - `<a-b-c-d>.<namespace>.pod.<zone>`: A or AAAA, as `podRecords` says;
  /// - `<reversed address>.in-addr.arpa`, `….ip6.arpa`: see `reverse(…)`;
  /// - the zone itself, `svc.<zone>`, `pod.<zone>` and existing namespaces below them: `NOERROR`
  ///   without records;
  /// - a name that exists with no record of the type: `NOERROR` without records;
  /// - any other name in the zone: `NXDOMAIN`;
  /// - a name outside the zone: `REFUSED`.
  public static func reply(
    name: String,
    type: DNSRecordType,
    objects: DNSObjects,
    settings: DNSSettings
  ) -> DNSReply {
    reply(to: DNSName(name), type: type, objects: objects, settings: settings, aliases: [])
  }

  static func reply(
    to name: DNSName,
    type: DNSRecordType,
    objects: DNSObjects,
    settings: DNSSettings,
    aliases: [DNSName]
  ) -> DNSReply {
    if name.isReverse { return reverse(name, type: type, objects: objects, settings: settings) }
    guard let labels = name.labels(in: DNSName(settings.zone)) else {
      return DNSReply(code: .refused, records: [])
    }
    switch labels.last {
    case nil:
      return .noData
    case "dns-version" where labels.count == 1:
      let record = DNSRecord(name: name.text, type: .txt, data: specificationVersion, port: nil)
      return DNSReply(code: .noError, records: type == .txt ? [record] : [])
    case "pod":
      return pod(labels, name: name, type: type, objects: objects, settings: settings)
    case "svc":
      guard let question = DNSServiceQuestion(labels: labels, profile: settings.profile) else {
        return emptyName(labels, objects: objects)
      }
      return reply(
        service: question,
        name: name,
        type: type,
        objects: objects,
        settings: settings,
        aliases: aliases
      )
    default:
      return .nameError
    }
  }

  /// `svc`, `pod`, or a namespace below one: exists without records, if the namespace exists.
  private static func emptyName(_ labels: [String], objects: DNSObjects) -> DNSReply {
    switch labels.count {
    case 1: .noData
    case 2: objects.hasNamespace(labels[0]) ? .noData : .nameError
    default: .nameError
    }
  }

  /// `findPods` of CoreDNS' `plugin/kubernetes/kubernetes.go`, semantics.md 5.12.
  private static func pod(
    _ labels: [String],
    name: DNSName,
    type: DNSRecordType,
    objects: DNSObjects,
    settings: DNSSettings
  ) -> DNSReply {
    guard labels.count > 1 else { return .noData }
    guard settings.podRecords != .disabled else { return .nameError }
    guard labels.count == 3 else { return emptyName(labels, objects: objects) }
    let namespace = labels[1]
    guard objects.hasNamespace(namespace), let address = address(dashed: labels[0]) else {
      return .nameError
    }
    if settings.podRecords == .verified {
      let isHeld = objects.pods.contains {
        $0.namespace == namespace && $0.ips.contains { IPAddress($0) == address }
      }
      guard isHeld else { return .nameError }
    }
    let record = DNSRecord(
      name: name.text,
      type: address.family == .ipv4 ? .a : .aaaa,
      data: address.description,
      port: nil
    )
    return DNSReply(code: .noError, records: record.type == type ? [record] : [])
  }

  /// Reads an address with dashes: four numbers, or else the groups of an IPv6 address.
  private static func address(dashed text: String) -> IPAddress? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isIPv4 = parts.count == 4 && !parts.contains("")
    return IPAddress(parts.joined(separator: isIPv4 ? "." : ":"))
  }
}
