public import TopologyModel

/// Why rows could not be attributed at all.
public enum AttributionError: CategorizedError, Equatable {
  /// The store has no cluster of that name, or none at all.
  case clusterUnknown(String?, known: [String])
  /// The store has several clusters, and none was named.
  case clusterAmbiguous([String])
  /// There is no such column.
  case columnUnknown(String, known: [String])
  /// A column that is read is there twice, or was named twice.
  case columnTwice(String)
  /// A column that is added is there already.
  case columnTaken(String)
  /// No columns were named, and those that are there are of no known log, or of several.
  case columnsNotFound(what: String, known: [String], layouts: [String])
  /// Without a header, columns are named by numbers.
  case columnNotNumbered(String)
  /// There are more ports than addresses.
  case portsWithoutAddress(ports: Int, addresses: Int)
  /// More columns with addresses than may be.
  case tooManyAddresses(Int)
  /// A row is longer than may be.
  case rowTooLong(line: Int)
  /// A quoted field does not end.
  case quoteOpen(line: Int)
  /// The input is compressed.
  case compressed(String)
  /// A Zeek log has no `#fields`.
  case fieldsMissing(line: Int)

  /// What sort of error it is.
  public var category: AnomalyCategory {
    switch self {
    case .clusterUnknown: .notFound
    case .rowTooLong: .limit
    case .clusterAmbiguous, .columnUnknown, .columnTwice, .columnTaken, .columnsNotFound,
      .columnNotNumbered,
      .portsWithoutAddress, .tooManyAddresses, .quoteOpen, .fieldsMissing:
      .incorrect
    case .compressed: .unsupported
    }
  }
}
