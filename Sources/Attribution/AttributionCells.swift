internal import QueryEngine

/// Writes what is known of an address as the cells that a row gets.
struct AttributionCells {
  /// The columns that each address column gets, in order.
  static let columns = [
    "owner_kind", "owner_namespace", "owner_name", "owner_uid", "owner_workload", "owner_node",
    "owner_role", "services", "certainty", "ambiguous", "note",
  ]

  /// How many of them say what the owner is; the others say what is said besides.
  private static let ownerColumnCount = 7

  /// The value of a cell.
  private enum Cell {
    case text(String)
    case list([String])
  }

  let format: FlowFormat
  let delimiter: UInt8
  /// For each address column, the names of its columns.
  let names: [[String]]
  /// For each address column, what stands before each value of NDJSON.
  private let keys: [[[UInt8]]]
  /// For each address column, the cells of an owner where nothing is known.
  private var noOwner: [[UInt8]] = []

  /// Creates the cells; the names of columns begin with their address's where there are several, or
  /// where `isNamed`, since the input has a column of one of the names.
  init(format: FlowFormat, delimiter: UInt8, addresses: [String], isNamed: Bool = false) {
    self.format = format
    self.delimiter = delimiter
    names = addresses.map { address in
      Self.columns.map { addresses.count == 1 && !isNamed ? $0 : "\(address)_\($0)" }
    }
    keys = names.map { names in
      names.map { name in
        var bytes: [UInt8] = []
        Self.append(jsonString: name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        return bytes
      }
    }
    noOwner = names.indices.map { column in
      rendered(Array(repeating: .text(""), count: Self.ownerColumnCount), column)
    }
  }

  /// Writes the cells of an attribution in an address column; they are kept on what it is made of.
  func append(_ attribution: Attribution, _ column: Int, to output: inout [UInt8]) {
    // All columns of delimited text are written alike.
    let place = format == .ndjson ? column : 0
    if let owner = attribution.owner {
      output += owner.rendering(place) { rendered(Self.cells(owner), column) }
    } else {
      output += noOwner[column]
    }
    let remarks = attribution.remarks
    output += remarks.rendering(place) {
      rendered(Self.cells(remarks), column, from: Self.ownerColumnCount)
    }
  }

  /// The cells of a row that says nothing but why.
  func rendering(note: String, _ column: Int) -> [UInt8] {
    let cells = Self.columns.map { name -> Cell in
      switch name {
      case "note": .list([note])
      case "services", "ambiguous": .list([])
      default: .text("")
      }
    }
    return rendered(cells, column)
  }

  /// The names of the columns as a header has them, each behind a delimiter.
  func header() -> [UInt8] {
    names.flatMap { $0 }.flatMap { [delimiter] + field($0) }
  }

  /// What stands in a Zeek log's `#types` for the columns.
  func types() -> [UInt8] {
    names.flatMap { $0 }.flatMap { _ in [delimiter] + "string".utf8 }
  }

  private static func cells(_ owner: AttributedOwner) -> [Cell] {
    [
      .text(owner.kindName), .text(owner.namespace), .text(owner.name), .text(owner.uid),
      .text(owner.workload), .text(owner.node), .text(owner.role),
    ]
  }

  private static func cells(_ remarks: AttributionRemarks) -> [Cell] {
    let others = remarks.others.filter { $0.kind != nil }.map { other in
      let name = other.namespace.isEmpty ? other.name : "\(other.namespace)/\(other.name)"
      return "\(other.kindName) \(name) (\(other.role))"
    }
    return [
      .list(remarks.services.map(\.text)), .text(remarks.certainty?.rawValue ?? "unknown"),
      .list(others), .list(remarks.notes),
    ]
  }

  /// Writes cells that stand in the columns from one on.
  private func rendered(_ cells: [Cell], _ column: Int, from first: Int = 0) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, cell) in cells.enumerated() {
      guard format == .ndjson else {
        bytes.append(delimiter)
        switch cell {
        case .text(let text): bytes += field(text)
        case .list(let texts): bytes += field(texts.joined(separator: ";"))
        }
        continue
      }
      bytes.append(UInt8(ascii: ","))
      bytes += keys[column][first + index]
      switch cell {
      case .text(""): bytes += "null".utf8
      case .text(let text): Self.append(jsonString: text, to: &bytes)
      case .list(let texts):
        bytes.append(UInt8(ascii: "["))
        for (index, text) in texts.enumerated() {
          if index > 0 { bytes.append(UInt8(ascii: ",")) }
          Self.append(jsonString: text, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
      }
    }
    return bytes
  }

  /// A field as the format has it, quoted where it has to be.
  ///
  /// In CSV, what a spreadsheet would run as a formula has an apostrophe before it, as in answers.
  private func field(_ text: String) -> [UInt8] {
    if format == .zeek { return Self.zeekField(text) }
    var bytes = Array(text.utf8)
    if let first = bytes.first, "=+-@\t\r'".utf8.contains(first) {
      bytes.insert(UInt8(ascii: "'"), at: 0)
    }
    let quote = UInt8(ascii: "\"")
    guard bytes.contains(where: { $0 == delimiter || $0 == quote || $0 == 10 || $0 == 13 }) else {
      return bytes
    }
    return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }

  /// A field of a Zeek log, in which nothing can be quoted: what would end the field or the line, and
  /// the backslash, are written as Zeek writes them.
  private static func zeekField(_ text: String) -> [UInt8] {
    guard !text.isEmpty else { return [UInt8(ascii: "-")] }
    let digits = Array("0123456789abcdef".utf8)
    return text.utf8.flatMap { byte -> [UInt8] in
      guard byte < 32 || byte == 127 || byte == UInt8(ascii: "\\") else { return [byte] }
      return Array("\\x".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }

  private static func append(jsonString text: String, to bytes: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<32, 127:
        bytes += "\\u00".utf8
        bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
