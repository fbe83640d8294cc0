import EventLog
import TopologyModel

extension EndpointSliceFacts {
  /// Everything but the number of endpoints, which changes by itself.
  func headerBytes() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(labels: labels)
    writer.write(text: addressType)
    writer.write(unsigned: UInt64(ports.count))
    for port in ports {
      writer.write(text: port.name)
      writer.write(flag: port.number != nil)
      if let number = port.number { writer.write(integer: Int64(number)) }
      writer.write(transport: port.transport)
      writer.write(text: port.appProtocol)
    }
    writer.write(unsigned: UInt64(owners.count))
    for owner in owners { writer.write(owner: owner) }
    return writer.bytes
  }

  init(header: [UInt8]) throws(ByteReader.Failure) {
    self.init()
    var reader = ByteReader(header)
    labels = try reader.labels()
    addressType = try reader.text()
    let portCount = try reader.unsigned()
    for _ in 0..<portCount {
      let name = try reader.text()
      let number = try reader.flag() ? try reader.count() : nil
      let transport = try reader.transport()
      ports.append(
        Port(name: name, number: number, transport: transport, appProtocol: try reader.text())
      )
    }
    let ownerCount = try reader.unsigned()
    for _ in 0..<ownerCount { owners.append(try reader.owner()) }
  }
}
