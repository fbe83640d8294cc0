internal import EventLog
internal import KubernetesObjects

extension ListSource {
  /// A long list whose items are read one by one.
  struct OpenList {
    /// The items of one unit of events.
    static let itemsPerUnit = 1000

    let document: Document
    let outline: ListOutline
    var listing: Listing
    var index: Int
    var itemCount = 0
  }

  /// Opens a list as kubectl and the API print it, if it is long; nil for others, and for what only a
  /// parser can judge.
  func openList(_ document: Document) throws -> OpenList? {
    guard !reader.isYAML, document.range.count >= options.listBytesMin,
      let outline = reader.withBytes(document, { ListOutline($0) })
    else { return nil }
    let head = reader.withBytes(document) { outline.beginning($0, itemsMax: 0) }
    let listing = try JSONParser().withDocument(head) {
      try printed($0, at: reader.assumedTime(of: document, options))
    }
    return listing.map {
      OpenList(
        document: document,
        outline: outline,
        listing: $0,
        index: outline.items.lowerBound
      )
    }
  }

  /// Reads the next items; returns whether there may be more.
  func readItems(_ list: inout OpenList) -> Bool {
    let document = list.document
    for _ in 0..<OpenList.itemsPerUnit {
      guard
        let item = reader.withBytes(
          document,
          { list.outline.next($0, from: &list.index) }
        )
      else {
        guard list.index < list.outline.items.upperBound else { return false }
        list.listing.items.isDamaged = true
        list.listing.items.problems.append(
          RecordProblem(
            field: "items[\(list.itemCount)]",
            byteInDocument: list.index,
            message: "found no comma behind an item, expected one, or the end of the list"
          )
        )
        return false
      }
      readItem(at: item, &list)
      list.itemCount += 1
      if !list.listing.items.problems.isEmpty, !options.skipsInvalid { return false }
    }
    return true
  }

  private func readItem(at range: Range<Int>, _ list: inout OpenList) {
    let start = list.document.range.lowerBound
    let part = Document(
      range: start + range.lowerBound..<start + range.upperBound,
      line: list.document.line,
      number: list.document.number
    )
    let field = "items[\(list.itemCount)]"
    var listed = list.listing.items
    list.listing.items = ListedItems()
    let problemCount = listed.problems.count
    do {
      let kind = list.listing.kind
      try reader.parse(part) { lists.readItem($0, kind, field: field, into: &listed) }
    } catch {
      let problem = error as? RecordProblem
      listed.isDamaged = true
      listed.problems.append(
        problem ?? RecordProblem(field: field, message: "\(error)")
      )
    }
    for index in problemCount..<listed.problems.count {
      let byte = listed.problems[index].byteInDocument ?? 0
      listed.problems[index].byteInDocument = byte + range.lowerBound
    }
    list.listing.items = listed
  }
}
