import EventLog
public import TopologyModel

extension EndpointFacts {
  func layoutBytes() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(texts: addresses)
    writer.write(optionalFlag: ready)
    writer.write(optionalFlag: serving)
    writer.write(optionalFlag: terminating)
    writer.write(optional: hostname)
    writer.write(text: nodeName)
    writer.write(text: zone)
    writer.write(texts: zoneHints)
    writer.write(texts: nodeHints)
    writer.write(flag: target != nil)
    if let target {
      writer.write(text: target.kind)
      writer.write(text: target.namespace)
      writer.write(text: target.name)
      writer.write(text: target.uid)
    }
    return writer.bytes
  }

  init(layout: [UInt8]) throws(ByteReader.Failure) {
    self.init()
    var reader = ByteReader(layout)
    addresses = try reader.texts()
    ready = try reader.optionalFlag()
    serving = try reader.optionalFlag()
    terminating = try reader.optionalFlag()
    hostname = try reader.optionalText()
    nodeName = try reader.text()
    zone = try reader.text()
    zoneHints = try reader.texts()
    nodeHints = try reader.texts()
    guard try reader.flag() else { return }
    let kind = try reader.text()
    let namespace = try reader.text()
    let name = try reader.text()
    target = Target(kind: kind, namespace: namespace, name: name, uid: try reader.text())
  }
}

extension EndpointFacts {
  /// Whether reads of a slice give this endpoint before the other: the order of their layouts.
  public func isRead(before other: EndpointFacts) -> Bool {
    layoutBytes().lexicographicallyPrecedes(other.layoutBytes())
  }
}
