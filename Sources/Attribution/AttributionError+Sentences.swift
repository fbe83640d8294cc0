extension AttributionError {
  /// What happened.
  public var message: String {
    switch self {
    case .clusterUnknown(let name?, _): "the store has no cluster `\(name)`"
    case .clusterUnknown(nil, _): "the store is empty"
    case .clusterAmbiguous(let names): "the store has \(names.count) clusters, expected one"
    case .columnUnknown(let name, _): "the input has no column `\(name)`"
    case .columnTwice(let name): "the column `\(name)` is there twice"
    case .columnTaken(let name): "the input has a column `\(name)` already"
    case .columnsNotFound(let what, _, _): "no column was named for \(what), and none is known"
    case .columnNotNumbered(let name):
      "`\(name)` is no number of a column, expected one from 1 on since there is no header"
    case .portsWithoutAddress(let ports, let addresses):
      "\(ports) columns of ports were named for \(addresses) of addresses"
    case .tooManyAddresses(let count):
      "\(count) columns of addresses were named, expected at most \(FlowOptions.addressesMax)"
    case .rowTooLong(let line):
      "line \(line): the row has more than \(FlowOptions.rowBytesMax) bytes"
    case .quoteOpen(let line): "line \(line): a quoted field begins here and does not end"
    case .compressed(let name): "the input is compressed with \(name), expected text"
    case .fieldsMissing(let line): "line \(line): a row stands before any line `#fields`"
    }
  }

  /// What to do.
  public var help: String? {
    switch self {
    case .clusterUnknown(_, let known) where known.isEmpty: "import or record something first"
    case .clusterUnknown(_, let known), .clusterAmbiguous(let known):
      "name one with `--cluster`: \(known.joined(separator: ", "))"
    case .columnUnknown(_, let known): Self.columns(known)
    case .columnTwice: "name each column once, and leave one of two with the same name out"
    case .columnTaken: "leave out the columns that an earlier run added"
    case .columnsNotFound(_, let known, let layouts):
      "name columns with `--address`, `--port` and `--time`"
        + (layouts.isEmpty ? "" : " (the input fits \(layouts.joined(separator: " and ")))")
        + (known.isEmpty ? "" : "; \(Self.columns(known))")
    case .columnNotNumbered: "write `--address 1` for the first column, or leave `--no-header` out"
    case .portsWithoutAddress: "name an `--address` for each `--port`, in the same order"
    case .tooManyAddresses: "attribute them in several runs"
    case .rowTooLong: "see that the format is right, and quotes are closed"
    case .quoteOpen: "close it, or write a quote within a field twice"
    case .compressed(let name):
      "decompress it on the way: \(name == "zstd" ? "zstdcat" : "zcat") FILE | hindcast attribute -"
    case .fieldsMissing: "a Zeek log names its columns in a line `#fields`"
    }
  }

  private static func columns(_ names: [String]) -> String {
    let shown = names.prefix(20).map { "`\($0)`" }.joined(separator: ", ")
    return "the columns are \(shown)\(names.count > 20 ? ", …" : "")"
  }
}
