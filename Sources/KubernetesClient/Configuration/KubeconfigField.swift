/// A value of a kubeconfig that knows where it stands, so that errors can say it.
struct KubeconfigField: Sendable {
  let file: String
  /// How one gets there from the top of the file, such as `users[me].user.token`, or
  /// `users[2]` where there is no name yet; empty at the top.
  let path: String
  let node: KubeconfigNode

  var place: ConfigurationPlace { ConfigurationPlace(file: file, line: node.line) }

  /// The folder of the file, which relative paths start from.
  var folder: String { ConfigurationFile.folder(of: file) }

  /// Returns what stands at a key, or nil for nothing or null.
  func member(_ key: String) throws(ConnectionConfigurationError) -> KubeconfigField? {
    guard case .mapping = node.content else { throw wrongType(expected: "a mapping") }
    return node.member(key).map {
      KubeconfigField(file: file, path: path.isEmpty ? key : "\(path).\(key)", node: $0)
    }
  }

  /// Returns the text at a key, or nil where there is none or it is empty.
  func text(_ key: String) throws(ConnectionConfigurationError) -> String? {
    guard let field = try member(key) else { return nil }
    let text = try field.scalarText()
    return text.isEmpty ? nil : text
  }

  /// Returns the boolean at a key, false where there is none.
  func flag(_ key: String) throws(ConnectionConfigurationError) -> Bool {
    guard let field = try member(key) else { return false }
    guard case .scalar(let text, true) = field.node.content,
      let flag = KubeconfigNode.flags[text]
    else { throw field.wrongType(expected: "`true` or `false`") }
    return flag
  }

  /// Returns the list at a key, empty where there is none.
  func elements(_ key: String) throws(ConnectionConfigurationError) -> [KubeconfigField] {
    guard let field = try member(key) else { return [] }
    guard case .sequence(let nodes) = field.node.content else {
      throw field.wrongType(expected: "a list")
    }
    return nodes.enumerated().map { index, node in
      KubeconfigField(file: file, path: "\(field.path)[\(index)]", node: node)
    }
  }

  /// Returns the texts of the list at a key, empty where there is none.
  func texts(_ key: String) throws(ConnectionConfigurationError) -> [String] {
    var texts: [String] = []
    for element in try elements(key) { texts.append(try element.scalarText()) }
    return texts
  }

  /// Returns the members of the mapping at a key, empty where there is none.
  func members(
    _ key: String
  ) throws(ConnectionConfigurationError) -> [(key: String, field: KubeconfigField)] {
    guard let field = try member(key) else { return [] }
    guard case .mapping(let members) = field.node.content else {
      throw field.wrongType(expected: "a mapping")
    }
    return members.filter { !$0.value.isNull }.map {
      let path = "\(field.path).\($0.key)"
      return ($0.key, KubeconfigField(file: file, path: path, node: $0.value))
    }
  }

  /// Returns the text that it is.
  func scalarText() throws(ConnectionConfigurationError) -> String {
    guard case .scalar(let text, let isPlain) = node.content else {
      throw wrongType(expected: "a text")
    }
    return isPlain && node.isNull ? "" : text
  }

  /// The error that something else was expected here.
  func wrongType(expected: String) -> ConnectionConfigurationError {
    .kubeconfig(
      .wrongType(
        place,
        field: path.isEmpty ? "the file" : "`\(path)`",
        found: node.kindText,
        expected: expected
      )
    )
  }
}
