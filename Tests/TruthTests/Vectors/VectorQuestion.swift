import QueryEngine

/// A question about a vector, and what its answer must be.
struct VectorQuestion {
  /// The members of `expect` that it compares.
  var keys: [String]
  /// The query.
  var query: String
  /// What has to be read from the answer.
  var expected: Set<String>
  /// Reads it.
  var read: (Answer) -> Set<String>
}
