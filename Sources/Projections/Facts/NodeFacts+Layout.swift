import EventLog
import TopologyModel

extension NodeFacts {
  func layoutBytes() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(labels: labels)
    writer.write(texts: addresses.flatMap { [$0.type, $0.address] })
    writer.write(byte: ready.rawValue)
    writer.write(text: kubeletVersion)
    writer.write(deletionTimestamp, since: nil)
    writer.write(creationTimestamp, since: nil)
    return writer.bytes
  }

  init(layout reader: inout ByteReader) throws(ByteReader.Failure) {
    self.init()
    labels = try reader.labels()
    let entries = try reader.texts()
    guard entries.count % 2 == 0 else { throw .malformed }
    addresses = stride(from: 0, to: entries.count, by: 2).map { index in
      Address(type: entries[index], address: entries[index + 1])
    }
    ready = PodFacts.ConditionStatus(rawValue: try reader.byte()) ?? .unknown
    kubeletVersion = try reader.text()
    deletionTimestamp = try reader.instant(since: nil)
    creationTimestamp = try reader.instant(since: nil)
  }
}
