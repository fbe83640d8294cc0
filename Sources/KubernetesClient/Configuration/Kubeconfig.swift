/// What `kubectl` is configured with: contexts, clusters, and users out of one or several files.
///
/// Files are merged by `kubectl`'s rules: of entries with one name, and of current contexts, the
/// first counts. Relative paths start from the folder of the file that holds them.
public struct Kubeconfig: Sendable {
  /// An entry of one of the three lists.
  struct Entry: Sendable {
    let subject: ConfigurationSubject
    /// What stands at `context`, `cluster`, or `user`; nil for nothing.
    let body: KubeconfigField?
  }

  /// The files that were read, in order.
  public private(set) var files: [String] = []
  /// The context that counts where none is named.
  public private(set) var currentContext: String?
  private(set) var entries: [ConfigurationSubject.Kind: [String: Entry]] = [:]

  /// The names of all contexts, sorted.
  public var contextNames: [String] { names(of: .context) }

  /// Reads the file at the explicit path, else those that `KUBECONFIG` lists, else `.kube/config`
  /// in the home folder.
  ///
  /// Only the explicit file must be there; of the others one is enough.
  public static func load(
    explicitPath: String?,
    environment: [String: String],
    homeFolder: String?
  ) throws(ConnectionConfigurationError) -> Kubeconfig {
    var kubeconfig = Kubeconfig()
    if let explicitPath {
      try kubeconfig.merge(ConfigurationFile.bytes(at: explicitPath), file: explicitPath)
      return kubeconfig
    }
    let paths = defaultPaths(environment: environment, homeFolder: homeFolder)
    for path in paths {
      // A file of the list may be missing, as for `kubectl`.
      guard let bytes = try ConfigurationFile.bytesIfPresent(at: path) else { continue }
      try kubeconfig.merge(bytes, file: path)
    }
    guard !kubeconfig.files.isEmpty else { throw .kubeconfig(.nowhere(searched: paths)) }
    return kubeconfig
  }

  /// The files that are read where none is named, in order, each once.
  public static func defaultPaths(
    environment: [String: String],
    homeFolder: String?
  ) -> [String] {
    if let list = environment["KUBECONFIG"], !list.isEmpty {
      var seen: Set<String> = []
      return list.split(separator: ":").map(String.init).filter { seen.insert($0).inserted }
    }
    guard let homeFolder, !homeFolder.isEmpty else { return [] }
    return [ConfigurationFile.resolve(".kube/config", in: homeFolder)]
  }

  /// The names of all entries of a list, sorted.
  func names(of kind: ConfigurationSubject.Kind) -> [String] {
    (entries[kind] ?? [:]).keys.sorted()
  }

  /// Adds what a file says and no file before it said.
  mutating func merge(_ bytes: [UInt8], file: String) throws(ConnectionConfigurationError) {
    files.append(file)
    guard let node = try KubeconfigNode.parse(bytes, file: file), !node.isNull else { return }
    let root = KubeconfigField(file: file, path: "", node: node)
    let current = try root.text("current-context")
    currentContext = currentContext ?? current
    for kind in ConfigurationSubject.Kind.allCases {
      let found = try Self.entries(of: kind, in: root)
      entries[kind, default: [:]].merge(found) { known, _ in known }
    }
  }

  private static func entries(
    of kind: ConfigurationSubject.Kind,
    in root: KubeconfigField
  ) throws(ConnectionConfigurationError) -> [String: Entry] {
    var entries: [String: Entry] = [:]
    for element in try root.elements("\(kind.rawValue)s") {
      guard let name = try element.text("name") else {
        throw .kubeconfig(.nameless(element.place, field: element.path))
      }
      let subject = ConfigurationSubject(kind: kind, name: name, place: element.place)
      let named = KubeconfigField(
        file: element.file,
        path: "\(kind.rawValue)s[\(name)]",
        node: element.node
      )
      let entry = Entry(subject: subject, body: try named.member(kind.rawValue))
      if let known = entries.updateValue(entry, forKey: name) {
        throw .kubeconfig(.duplicate(subject, firstLine: known.subject.place.line))
      }
    }
    return entries
  }
}
