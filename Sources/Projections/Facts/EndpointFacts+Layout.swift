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
  /// The layout of the same endpoint with every condition written out as everybody reads it
  /// (semantics.md 2.12): `ready` and `serving` true, `terminating` false where they are unset.
  ///
  /// Bytes that are no layout are returned as they are.
  static func layoutAsRead(_ layout: [UInt8]) -> [UInt8] {
    guard let place = conditionsPlace(in: layout) else { return layout }
    let told = layout[place]
    let read = conditionsAsRead(told)
    guard read != told else { return layout }
    var layout = layout
    layout[place] = read
    return layout
  }

  /// Where a layout has its conditions; nil for what is none.
  private static func conditionsPlace(in layout: [UInt8]) -> Int? {
    layout.withUnsafeBytes { bytes in
      var cursor = LayoutCursor(bytes)
      for _ in 0..<cursor.count() { cursor.skipAddress() }
      let place = cursor.index
      _ = cursor.byte()
      return cursor.isWhole ? place : nil
    }
  }

  /// The byte of conditions, of which each is 0 where it is unset, 1 where it is false, and 2 where it
  /// is true.
  private static func conditionsAsRead(_ told: UInt8) -> UInt8 {
    let (ready, serving, terminating) = (told % 3, told / 3 % 3, told / 9 % 3)
    return (ready == 0 ? 2 : ready) + 3 * (serving == 0 ? 2 : serving)
      + 9 * (terminating == 0 ? 1 : terminating)
  }

  /// Whether both say the same to everybody who reads them, whether conditions are written out or not.
  public func isRead(like other: EndpointFacts) -> Bool {
    self == other || Self.layoutAsRead(layoutBytes()) == Self.layoutAsRead(other.layoutBytes())
  }

  /// Whether reads of a slice give this endpoint before the other: the order of their layouts.
  public func isRead(before other: EndpointFacts) -> Bool {
    layoutBytes().lexicographicallyPrecedes(other.layoutBytes())
  }
}
