package import GRDB

extension Row {
  /// Reads a value of a column, counted from 0; throws `ForeignValue` where it is of another type
  /// than is asked for.
  ///
  /// SQLite gives a value of any type back from any column. GRDB's subscripts end the process there,
  /// so stores are never read with them.
  package func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ index: Int
  ) throws -> Value {
    do {
      return try decode(atIndex: index)
    } catch is RowDecodingError {
      throw ForeignValue(column: Array(columnNames)[index])
    }
  }
}
