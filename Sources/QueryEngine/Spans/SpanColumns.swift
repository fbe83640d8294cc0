/// The columns that the stages over spans give (docs/reference/query-language.md).
enum SpanColumns {
  private static let unobserved = Column("unobserved", .duration)

  static let outages = [
    Column("duration", .duration), Column("cut", .text), unobserved,
  ]

  static func duration(by columns: [Column]) -> [Column] {
    keys(columns) + [Column("duration", .duration), unobserved]
  }

  static func share(by columns: [Column]) -> [Column] {
    keys(columns) + [Column("share", .decimal), unobserved]
  }

  static func changes(of columns: [Column]) -> [Column] {
    [Column("change", .text)] + columns + [Column("revision", .text, visibility: .wide)]
  }

  static func every(of columns: [Column]) -> [Column] {
    [Column("sampled_at", .instant, isKey: true)] + columns + [Column("unobserved", .boolean)]
  }

  static func throughout(of columns: [Column]) -> [Column] { columns + [unobserved] }

  private static func keys(_ columns: [Column]) -> [Column] {
    columns.map { column in
      var column = column
      column.isKey = true
      column.visibility = .always
      column.hidesEmpty = false
      return column
    }
  }
}
