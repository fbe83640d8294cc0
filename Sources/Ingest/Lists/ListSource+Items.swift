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

  /// What became of a document that was tried as a long list.
  enum Opening {
    /// It is shorter, or what only a parser can judge.
    case none
    /// It is one of a kind that Hindcast does not remember.
    case other
    case list(OpenList)
  }

  /// Opens a list if it is long.
  func open(_ document: Document) throws -> Opening {
    guard !reader.isYAML, document.range.count >= options.listBytesMin,
      let outline = ListOutline(reader.content.bytes, document.range),
      outline.isRecorded == hasTimes
    else { return .none }
    let listing = try JSONParser().withDocument(outline.beginning(itemsMax: 0)) {
      try read($0, document)
    }
    guard let listing else { return .other }
    return .list(
      OpenList(
        document: document,
        outline: outline,
        listing: listing,
        index: outline.items.lowerBound
      )
    )
  }

  /// Reads the next items; returns whether there may be more.
  func readItems(_ list: inout OpenList) -> Bool {
    for _ in 0..<OpenList.itemsPerUnit {
      guard let item = list.outline.next(from: &list.index) else {
        guard list.index < list.outline.items.upperBound else { return false }
        list.listing.items.isDamaged = true
        list.listing.items.problems.append(
          RecordProblem(
            field: "\(itemsField)[\(list.itemCount)]",
            byteInDocument: list.index - list.document.range.lowerBound,
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

  private var itemsField: String { hasTimes ? "list.items" : "items" }

  private func readItem(at range: Range<Int>, _ list: inout OpenList) {
    let part = Document(
      range: range,
      line: list.document.line,
      number: list.document.number
    )
    let field = "\(itemsField)[\(list.itemCount)]"
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
      let place = range.lowerBound - list.document.range.lowerBound
      listed.problems[index].byteInDocument = byte + place
    }
    list.listing.items = listed
  }
}
