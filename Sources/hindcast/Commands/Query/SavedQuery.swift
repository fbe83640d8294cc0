import Diagnostics
import QuerySyntax

/// A query in a file, with the header that documents it and declares its parameters.
struct SavedQuery {
  var name: String
  var source: SourceText
  var header: QueryHeader
}
