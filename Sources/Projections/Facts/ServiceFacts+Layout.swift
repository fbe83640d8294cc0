import EventLog
import TopologyModel

extension ServiceFacts {
  func layoutBytes() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(labels: labels)
    writer.write(labels: annotations)
    writer.write(texts: [
      type, loadBalancerIP, externalName, internalTrafficPolicy, externalTrafficPolicy,
      sessionAffinity, trafficDistribution,
    ])
    writer.write(texts: clusterIPs)
    writer.write(texts: externalIPs)
    writer.write(texts: ipFamilies)
    writer.write(texts: ingress.flatMap { [$0.ip, $0.hostname, $0.ipMode] })
    writer.write(labels: selector)
    writer.write(flag: publishesNotReadyAddresses)
    writer.write(integer: Int64(healthCheckNodePort))
    writer.write(deletionTimestamp, since: nil)
    writer.write(creationTimestamp, since: nil)
    writer.write(unsigned: UInt64(ports.count))
    for port in ports { Self.write(port, to: &writer) }
    return writer.bytes
  }

  init(layout reader: inout ByteReader) throws(ByteReader.Failure) {
    self.init()
    labels = try reader.labels()
    annotations = try reader.labels()
    let texts = try reader.texts()
    guard texts.count == 7 else { throw .malformed }
    type = texts[0]
    loadBalancerIP = texts[1]
    externalName = texts[2]
    internalTrafficPolicy = texts[3]
    externalTrafficPolicy = texts[4]
    sessionAffinity = texts[5]
    trafficDistribution = texts[6]
    clusterIPs = try reader.texts()
    externalIPs = try reader.texts()
    ipFamilies = try reader.texts()
    let entries = try reader.texts()
    guard entries.count % 3 == 0 else { throw .malformed }
    ingress = stride(from: 0, to: entries.count, by: 3).map { index in
      Ingress(ip: entries[index], hostname: entries[index + 1], ipMode: entries[index + 2])
    }
    selector = try reader.labels()
    publishesNotReadyAddresses = try reader.flag()
    healthCheckNodePort = try reader.count()
    deletionTimestamp = try reader.instant(since: nil)
    creationTimestamp = try reader.instant(since: nil)
    let count = try reader.unsigned()
    for _ in 0..<count { ports.append(try Self.port(&reader)) }
  }

  private static func write(_ port: Port, to writer: inout ByteWriter) {
    writer.write(text: port.name)
    writer.write(integer: Int64(port.number))
    writer.write(transport: port.transport)
    switch port.target {
    case .number(let number):
      writer.write(byte: 0)
      writer.write(integer: Int64(number))
    case .name(let name):
      writer.write(byte: 1)
      writer.write(text: name)
    }
    writer.write(integer: Int64(port.nodePort))
    writer.write(text: port.appProtocol)
  }

  private static func port(_ reader: inout ByteReader) throws(ByteReader.Failure) -> Port {
    let name = try reader.text()
    let number = try reader.count()
    let transport = try reader.transport()
    let target: TargetPort =
      try reader.byte() == 0 ? .number(try reader.count()) : .name(try reader.text())
    let nodePort = try reader.count()
    return Port(
      name: name,
      number: number,
      transport: transport,
      target: target,
      nodePort: nodePort,
      appProtocol: try reader.text()
    )
  }
}
