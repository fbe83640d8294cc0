import EventLog
public import TopologyModel

extension EndpointFacts {
  func layoutBytes() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(unsigned: UInt64(addresses.count))
    for address in addresses { writer.write(address: address, packsIPv6: false) }
    writer.write(flags: [ready, serving, terminating])
    writer.write(optional: hostname)
    writer.write(text: nodeName)
    writer.write(text: zone)
    writer.write(texts: zoneHints)
    writer.write(texts: nodeHints)
    guard let target else {
      writer.write(byte: TargetForm.none.rawValue)
      return writer.bytes
    }
    let isPod = target.kind == ResourceKind.pod.kindName
    writer.write(byte: isPod ? TargetForm.pod.rawValue : TargetForm.other.rawValue)
    if !isPod { writer.write(text: target.kind) }
    writer.write(text: target.namespace)
    writer.write(text: target.name)
    writer.write(uid: target.uid)
    return writer.bytes
  }

  init(layout: [UInt8]) throws(ByteReader.Failure) {
    var reader = ByteReader(layout)
    var addresses: [String] = []
    let count = try reader.unsigned()
    for _ in 0..<count { addresses.append(try reader.address()) }
    let flags = try reader.flags(3)
    self.init(
      addresses: addresses,
      ready: flags[0],
      serving: flags[1],
      terminating: flags[2],
      hostname: try reader.optionalText(),
      nodeName: try reader.text(),
      zone: try reader.text(),
      zoneHints: try reader.texts(),
      nodeHints: try reader.texts(),
      target: try Self.target(&reader)
    )
  }

  private static func target(
    _ reader: inout ByteReader
  ) throws(ByteReader.Failure) -> Target? {
    guard let form = TargetForm(rawValue: try reader.byte()) else { throw .malformed }
    guard form != .none else { return nil }
    return Target(
      kind: form == .pod ? ResourceKind.pod.kindName : try reader.text(),
      namespace: try reader.text(),
      name: try reader.text(),
      uid: try reader.uid()
    )
  }

  /// How what an endpoint stands for begins in a layout.
  private enum TargetForm: UInt8 {
    /// It says nothing.
    case none = 0
    /// An object, whose kind follows.
    case other = 1
    /// A Pod.
    case pod = 2
  }
}

extension EndpointFacts {
  /// Whether reads of a slice give this endpoint before the other: the order of their layouts.
  public func isRead(before other: EndpointFacts) -> Bool {
    layoutBytes().lexicographicallyPrecedes(other.layoutBytes())
  }
}
