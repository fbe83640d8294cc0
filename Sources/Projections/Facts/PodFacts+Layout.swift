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

  /// What a Pod has of its own, behind the number of its template.
  func stateBytes(template: Int64) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(integer: template)
    writer.write(text: phase)
    writer.write(byte: ready.rawValue)
    writer.write(optional: readySince)
    writer.write(text: primaryIP)
    writer.write(texts: ips)
    writer.write(texts: hostIPs)
    writer.write(text: nodeName)
    writer.write(text: hostname)
    writer.write(optional: deletionTimestamp)
    writer.write(optional: creationTimestamp)
    return writer.bytes
  }

  init(template: [UInt8]) throws(ByteReader.Failure) {
    self.init()
    try readTemplate(template)
  }

  /// Reads what a Pod has of its own into what its template gave.
  mutating func readState(_ reader: inout ByteReader) throws(ByteReader.Failure) {
    phase = try reader.text()
    ready = ConditionStatus(rawValue: try reader.byte()) ?? .unknown
    readySince = try reader.optionalInstant()
    primaryIP = try reader.text()
    ips = try reader.texts()
    hostIPs = try reader.texts()
    nodeName = try reader.text()
    hostname = try reader.text()
    deletionTimestamp = try reader.optionalInstant()
    creationTimestamp = try reader.optionalInstant()
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
