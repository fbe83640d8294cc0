public import TopologyModel

/// Writes lists in pages, and watch records, as a server sends them.
public struct PageFormat {
  private var text = RecordText()
  private var itemCount = 0

  /// Creates a writer.
  public init() {}

  /// How many objects the page has that was begun.
  public var pageItemCount: Int { itemCount }

  /// Adds an object to the page.
  public mutating func addItem(_ kind: ResourceKind, _ body: [UInt8]) {
    text.addItem(kind, body, isFirst: itemCount == 0)
    itemCount += 1
  }

  /// Returns the page that was begun, and begins another.
  public mutating func takePage(_ kind: ResourceKind, revision: UInt64, isLast: Bool) -> [UInt8] {
    let items = text.take()
    itemCount = 0
    text.addPageBeginning(kind, revision: revision, continuation: isLast ? "" : "more")
    var page = text.take()
    page += items
    page += Array("]}".utf8)
    return page
  }

  /// Returns a watch record.
  public mutating func record(_ change: SimulatedRecord.Change, _ body: [UInt8]) -> [UInt8] {
    text.add("{\"type\":\"")
    var record = text.take()
    record += Array(change.rawValue.utf8)
    record += Array("\",\"object\":".utf8)
    record += body
    record.append(UInt8(ascii: "}"))
    return record
  }

  /// Returns a bookmark.
  public mutating func bookmark(_ kind: ResourceKind, revision: UInt64) -> [UInt8] {
    text.add("{\"type\":\"BOOKMARK\",\"object\":")
    text.addBookmark(kind, revision: revision)
    text.add("}")
    return text.take()
  }
}
