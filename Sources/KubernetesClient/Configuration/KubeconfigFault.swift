/// What is wrong with the files of a configuration, or with what they name.
public enum KubeconfigFault: Hashable, Sendable {
  /// There is none of the files that were looked for.
  case nowhere(searched: [String])
  /// There is no file at a path that something names.
  case missing(path: String)
  /// The operating system refused.
  case unreadable(path: String, detail: String)
  /// The file is longer than any that is meant.
  case tooLong(path: String, bytesMax: Int)
  /// The text is neither YAML nor JSON.
  case syntax(ConfigurationPlace, detail: String)
  /// A value has another form than it must have.
  case wrongType(ConfigurationPlace, field: String, found: String, expected: String)
  /// An entry of a list has no name.
  case nameless(ConfigurationPlace, field: String)
  /// Two entries of one list and file have one name.
  case duplicate(ConfigurationSubject, firstLine: Int?)
  /// No context is named, and no file has a current one.
  case noContext(files: [String], contexts: [String])
  /// There is no context of that name.
  case noSuchContext(String, isCurrent: Bool, files: [String], contexts: [String])
  /// A context names a cluster or a user that no file has.
  case noSuchEntry(
    kind: ConfigurationSubject.Kind,
    name: String,
    context: ConfigurationSubject,
    known: [String]
  )
}
