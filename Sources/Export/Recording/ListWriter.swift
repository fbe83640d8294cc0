internal import EventLog
internal import TopologyModel

/// Writes the lists file of a recording, item by item.
final class ListWriter {
  /// What a list is besides its items.
  struct Header {
    var kind: ResourceKind
    var time: Instant
    var revision: Revision
    var namespace: String?
    var selector = ""
    /// Whether it must not end what it lacks.
    var isImplied = false
    /// Whether it is a part of a list, which completes nothing.
    var isPart = false
    /// Whether it is lower than what was seen before without beginning an epoch, as one that was asked
    /// of the server's cache.
    var isFromCache = false
  }

  private let folder: RecordingFolder
  private let anonymizer: Anonymizer?

  init(folder: RecordingFolder, anonymizer: Anonymizer?) {
    self.folder = folder
    self.anonymizer = anonymizer
  }

  /// Writes a list; `items` calls what it is handed with each item.
  func write(_ header: Header, items: ((_ item: [UInt8]) throws -> Void) throws -> Void) throws {
    let sink = try folder.file("lists")
    var text = JSONText()
    text.add("{\"receivedAt\":\"\(header.time)\"")
    text.addMember("kind", header.kind.resourceName)
    if header.namespace != nil || !header.selector.isEmpty || header.isFromCache {
      text.add(",\"params\":")
      text.add(
        json: RequestText.parameters(
          revision: header.isFromCache ? "0" : nil,
          namespace: header.namespace,
          selector: header.selector,
          anonymizer: anonymizer
        )
      )
    }
    if header.isImplied { text.add(",\"implied\":true") }
    text.add(",\"list\":{\"kind\":\"\(header.kind.kindName)List\"")
    text.addMember("apiVersion", BodyText.apiVersion(of: header.kind))
    text.add(",\"metadata\":{\"resourceVersion\":\"\(header.revision)\"")
    if header.isPart { text.addMember("continue", "part") }
    text.add("},\"items\":[")
    var isFirst = true
    try items { item in
      text.add(isFirst ? "" : ",")
      isFirst = false
      text.add(json: item)
      try sink.write(text.take())
    }
    text.add("]}}\n")
    try sink.write(text.take())
  }
}
