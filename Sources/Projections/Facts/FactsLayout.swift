import EventLog
import TopologyModel

/// Writes and reads the compact layouts in which projections keep facts.
///
/// A layout never leaves the store: a projection of another version is rebuilt from the log, so
/// there is one layout and no compatibility to keep.
enum FactsLayout {
  /// The number of the layout; stores whose projections have another one are rebuilt.
  static let version = 2
}

extension ByteWriter {
  mutating func write(labels: LabelSet) {
    write(unsigned: UInt64(labels.labels.count))
    for label in labels.labels {
      write(text: label.key)
      write(text: label.value)
    }
  }

  mutating func write(texts: [String]) {
    write(unsigned: UInt64(texts.count))
    for text in texts { write(text: text) }
  }

  mutating func write(flag: Bool) {
    write(byte: flag ? 1 : 0)
  }

  /// Writes up to five flags in a byte, nil as 0, false as 1, true as 2, the first one lowest.
  mutating func write(flags: [Bool?]) {
    write(byte: flags.reversed().reduce(0) { $0 * 3 + ($1.map { $0 ? 2 : 1 } ?? 0) })
  }

  mutating func write(optional text: String?) {
    write(byte: text == nil ? 0 : 1)
    if let text { write(text: text) }
  }

  mutating func write(transport: TransportProtocol) {
    switch transport {
    case .tcp: write(byte: 0)
    case .udp: write(byte: 1)
    case .sctp: write(byte: 2)
    }
  }

  mutating func write(owner: OwnerReference) {
    write(text: owner.apiVersion)
    write(text: owner.kind)
    write(text: owner.name)
    write(text: owner.uid)
    write(flag: owner.isController)
  }
}

extension ByteReader {
  mutating func labels() throws(Failure) -> LabelSet {
    let count = try unsigned()
    var labels: [LabelSet.Label] = []
    for _ in 0..<count {
      let key = try text()
      labels.append(LabelSet.Label(key: key, value: try text()))
    }
    return LabelSet(labels)
  }

  mutating func texts() throws(Failure) -> [String] {
    let count = try unsigned()
    var texts: [String] = []
    for _ in 0..<count { texts.append(try text()) }
    return texts
  }

  mutating func flag() throws(Failure) -> Bool {
    try byte() == 1
  }

  /// Reads so many flags of a byte.
  mutating func flags(_ count: Int) throws(Failure) -> [Bool?] {
    var rest = try byte()
    return (0..<count).map { _ in
      defer { rest /= 3 }
      return rest % 3 == 0 ? nil : rest % 3 == 2
    }
  }

  mutating func optionalText() throws(Failure) -> String? {
    guard try byte() == 1 else { return nil }
    return try text()
  }

  mutating func transport() throws(Failure) -> TransportProtocol {
    switch try byte() {
    case 0: .tcp
    case 1: .udp
    default: .sctp
    }
  }

  mutating func count() throws(Failure) -> Int {
    Int(truncatingIfNeeded: try integer())
  }

  mutating func owner() throws(Failure) -> OwnerReference {
    let apiVersion = try text()
    let kind = try text()
    let name = try text()
    let uid = try text()
    return OwnerReference(
      apiVersion: apiVersion,
      kind: kind,
      name: name,
      uid: uid,
      isController: try flag()
    )
  }
}
