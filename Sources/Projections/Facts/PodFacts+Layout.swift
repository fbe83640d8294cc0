import EventLog
import TopologyModel

extension PodFacts {
  /// What the Pods of one workload usually share: labels, controller, ports.
  func templateBytes() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(labels: labels)
    writer.write(flag: usesHostNetwork)
    writer.write(text: subdomain)
    writer.write(flag: controller != nil)
    if let controller { writer.write(owner: controller) }
    writer.write(unsigned: UInt64(ports.count))
    for port in ports {
      writer.write(text: port.name)
      writer.write(integer: Int64(port.number))
      writer.write(transport: port.transport)
      writer.write(byte: port.container.rawValue)
    }
    return writer.bytes
  }

  /// Where the Pod runs, which the Pods of a Node share.
  func placementBytes() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(text: nodeName)
    writer.write(texts: hostIPs)
    return writer.bytes
  }

  /// What a Pod has of its own, behind the numbers of its templates.
  func stateBytes(template: Int64, placement: Int64) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(integer: template)
    writer.write(integer: placement)
    let number = Self.phases.firstIndex(of: phase)
    writer.write(byte: number.map { UInt8($0) + 1 } ?? 0)
    if number == nil { writer.write(text: phase) }
    writer.write(byte: ready.rawValue)
    writer.write(unsigned: UInt64(ips.count))
    for ip in ips { writer.write(address: ip, packsIPv6: true) }
    let isFirst = primaryIP == (ips.first ?? "")
    writer.write(flag: isFirst)
    if !isFirst { writer.write(address: primaryIP, packsIPv6: true) }
    writer.write(text: hostname)
    writer.write(creationTimestamp, since: nil)
    writer.write(readySince, since: creationTimestamp)
    writer.write(deletionTimestamp, since: creationTimestamp)
    return writer.bytes
  }

  /// The phases that have numbers, from 1 on.
  static let phases = ["Pending", "Running", "Succeeded", "Failed", "Unknown"]

  init(template: [UInt8]) throws(ByteReader.Failure) {
    self.init()
    try readTemplate(template)
  }

  /// Reads what a Pod has of its own into what its template gave.
  mutating func readState(_ reader: inout ByteReader) throws(ByteReader.Failure) {
    let number = Int(try reader.byte())
    guard number <= Self.phases.count else { throw .malformed }
    phase = number == 0 ? try reader.text() : Self.phases[number - 1]
    ready = ConditionStatus(rawValue: try reader.byte()) ?? .unknown
    let count = try reader.unsigned()
    for _ in 0..<count { ips.append(try reader.address()) }
    primaryIP = try reader.flag() ? ips.first ?? "" : try reader.address()
    hostname = try reader.text()
    creationTimestamp = try reader.instant(since: nil)
    readySince = try reader.instant(since: creationTimestamp)
    deletionTimestamp = try reader.instant(since: creationTimestamp)
  }

  /// Reads where the Pod runs into what its template gave.
  mutating func readPlacement(_ placement: [UInt8]) throws(ByteReader.Failure) {
    var reader = ByteReader(placement)
    nodeName = try reader.text()
    hostIPs = try reader.texts()
  }

  private mutating func readTemplate(_ template: [UInt8]) throws(ByteReader.Failure) {
    var reader = ByteReader(template)
    labels = try reader.labels()
    usesHostNetwork = try reader.flag()
    subdomain = try reader.text()
    if try reader.flag() { controller = try reader.owner() }
    let count = try reader.unsigned()
    for _ in 0..<count {
      let name = try reader.text()
      let number = try reader.count()
      let transport = try reader.transport()
      ports.append(
        ContainerPort(
          name: name,
          number: number,
          transport: transport,
          container: ContainerPort.Container(rawValue: try reader.byte()) ?? .regular
        )
      )
    }
  }
}
