/// What the targets of the package may import.
///
/// The walls between the targets are the architecture; the compiler only checks that the manifest
/// names an import, this table says what the manifest may name.
enum TargetImports {
  private static let everything: Set<String> = [
    "Attribution", "Audit", "Console", "Diagnostics", "EventLog", "Export", "HindcastClient",
    "HindcastServer", "Ingest", "KubernetesClient", "KubernetesObjects", "KubernetesRules",
    "Projections", "QueryEngine",
    "QuerySyntax", "Simulation", "TopologyModel",
  ]

  /// Target to the modules of this package that it may import.
  static let own: [String: Set<String>] = [
    "TopologyModel": [],
    "KubernetesRules": ["TopologyModel"],
    "CSimdJSON": [],
    "KubernetesObjects": ["CSimdJSON", "TopologyModel"],
    "Diagnostics": [],
    "CBackupFile": [],
    "CZlib": [],
    "CZstd": [],
    "EventLog": ["CBackupFile", "CZstd", "TopologyModel"],
    "Ingest": ["CZlib", "CZstd", "Diagnostics", "EventLog", "KubernetesObjects", "TopologyModel"],
    "Projections": ["EventLog", "KubernetesObjects", "KubernetesRules", "TopologyModel"],
    "Export": ["CZstd", "EventLog", "KubernetesObjects", "Projections", "TopologyModel"],
    "KubernetesClient": ["Diagnostics", "Ingest", "TopologyModel"],
    "QuerySyntax": ["Diagnostics"],
    "QueryEngine": [
      "Diagnostics", "EventLog", "KubernetesRules", "Projections", "QuerySyntax", "TopologyModel",
    ],
    "Attribution": ["Diagnostics", "EventLog", "Projections", "QueryEngine", "TopologyModel"],
    "Audit": ["Diagnostics", "EventLog", "Projections", "QueryEngine", "TopologyModel"],
    "CEditLine": [],
    "Console": ["CEditLine", "Diagnostics", "QueryEngine", "QuerySyntax", "TopologyModel"],
    "HindcastServer": [
      "Attribution", "Audit", "CZlib", "Diagnostics", "EventLog", "Ingest", "KubernetesObjects",
      "KubernetesRules", "Projections", "QueryEngine", "QuerySyntax", "TopologyModel",
    ],
    "HindcastClient": ["Diagnostics", "TopologyModel"],
    "Simulation": ["KubernetesObjects", "KubernetesRules", "TopologyModel"],
    "hindcast": everything,
    "StandInServer": ["CZstd", "Diagnostics", "KubernetesObjects", "TopologyModel"],
    "HindcastTestSupport": everything,
  ]

  /// Target to the modules of other packages that it may import.
  static let others: [String: Set<String>] = [
    "KubernetesObjects": ["Yams"],
    "EventLog": ["Crypto", "GRDB", "GRDBSQLite"],
    "Ingest": ["Crypto"],
    "Export": ["Crypto"],
    "Projections": ["GRDB", "GRDBSQLite"],
    "KubernetesClient": ["AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL", "Yams"],
    "QueryEngine": ["Yams"],
    "HindcastServer": [
      "HTTPTypes", "Hummingbird", "HummingbirdCore", "HummingbirdTLS", "Logging",
      "NIOCore", "NIOHTTP1", "NIOHTTPTypes",
      "NIOPosix", "NIOSSL", "ServiceLifecycle",
    ],
    "HindcastClient": ["AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL"],
    "hindcast": ["ArgumentParser"],
    "HindcastTestSupport": ["Testing"],
    "StandInServer": ["NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL"],
  ]

  /// The targets that compute without any I/O.
  static let pure: Set<String> = ["TopologyModel", "KubernetesRules", "Diagnostics", "QuerySyntax"]

  /// The modules of the toolchain that a pure target may import.
  static let standard: Set<String> = ["Swift", "Synchronization"]

  /// The modules of the platform that every other target may import.
  static let platform: Set<String> = [
    "Darwin", "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Musl",
  ]

  /// The only folders whose files may see SQLite.
  static let storageFolders = ["Sources/EventLog/Storage", "Sources/Projections/Storage"]
  static let storageModules: Set<String> = ["GRDB", "GRDBSQLite", "SQLite3"]

  /// Returns every module that the target may import, or nil for an unknown target.
  static func allowed(in target: String) -> Set<String>? {
    guard let own = own[target] else { return nil }
    let modules = own.union(others[target] ?? []).union(standard)
    return pure.contains(target) ? modules : modules.union(platform)
  }
}
