package import GRDB

/// The statements that one transaction uses again and again, each made when it is first needed.
package final class DirectStatements {
  /// The connection.
  package let db: Database
  private var statements: [DirectStatement?]

  /// Makes room for so many statements.
  package init(_ db: Database, count: Int) {
    self.db = db
    statements = Array(repeating: nil, count: count)
  }

  /// Returns the statement of a number, made from its text the first time.
  package func at(_ index: Int, _ sql: @autoclosure () -> String) throws -> DirectStatement {
    if let statement = statements[index] { return statement }
    let statement = try DirectStatement(db, sql())
    statements[index] = statement
    return statement
  }
}
