import QuerySyntax

/// The names of columns that are made of others.
enum ColumnText {
  /// A key of a label map as queries write it: `labels.app`, or `labels["app.kubernetes.io/name"]`.
  static func label(_ column: String, _ key: String) -> String {
    let isPlain =
      !key.isEmpty
      && key.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x30...0x39).contains(byte) || byte == 0x5F
      }
    return isPlain ? "\(column).\(key)" : "\(column)[\(SyntaxSpelling.quoted(key))]"
  }
}
