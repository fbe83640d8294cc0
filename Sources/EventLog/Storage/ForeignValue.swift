/// A value of a store that is of another type than its column's.
package struct ForeignValue: Error {
  /// The column's name, as the statement has it.
  package var column: String
}
