// swift-tools-version: 6.2

import PackageDescription

/// Settings of every Swift target.
/// - `ExistentialAny`: https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
/// - `InternalImportsByDefault`: https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
/// - `MemberImportVisibility`: https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nio: [Target.Dependency] = ["NIOCore", "NIOHTTP1", "NIOPosix"].map {
  .product(name: $0, package: "swift-nio")
}
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let hummingbird: [Target.Dependency] = ["Hummingbird", "HummingbirdCore", "HummingbirdTLS"].map {
  .product(name: $0, package: "hummingbird")
}
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle",
  package: "swift-service-lifecycle"
)
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)

let package = Package(
  name: "hindcast",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "hindcast", targets: ["hindcast"]),
    .library(name: "QuerySyntax", targets: ["QuerySyntax"]),
    .library(name: "QueryEngine", targets: ["QueryEngine"]),
    .library(name: "EventLog", targets: ["EventLog"]),
    .library(name: "Projections", targets: ["Projections"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.100.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.36.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird",
      from: "2.28.0",
      traits: []
    ),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // Values.
    // Identities, time, revisions and the facts that questions read; no Foundation, no I/O.
    .target(name: "TopologyModel", swiftSettings: swiftSettings),
    // What Kubernetes does with those facts, as pure functions.
    .target(
      name: "KubernetesRules",
      dependencies: ["TopologyModel"],
      swiftSettings: swiftSettings
    ),
    // simdjson behind a C header.
    .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    // Bytes to facts, and redaction.
    .target(
      name: "KubernetesObjects",
      dependencies: ["CSimdJSON", "TopologyModel", yams],
      swiftSettings: swiftSettings
    ),
    // Source text, spans, diagnostics, and how they are printed.
    .target(name: "Diagnostics", swiftSettings: swiftSettings),

    // State.
    // The system's libzstd, with the prefix functions of its advanced interface.
    .target(name: "CZstd", linkerSettings: [.linkedLibrary("zstd")]),
    // The file that a backup writes, over what an interrupted one left.
    .target(name: "CBackupFile", linkerSettings: [.linkedLibrary("sqlite3")]),
    // The append-only log on SQLite.
    .target(
      name: "EventLog",
      dependencies: ["CBackupFile", "CZstd", "TopologyModel", crypto, grdb, sqlite],
      swiftSettings: swiftSettings
    ),
    // The system's zlib, for gzip.
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
    // File formats to events.
    .target(
      name: "Ingest",
      dependencies: ["CZlib", "CZstd", "EventLog", "KubernetesObjects", "TopologyModel"],
      swiftSettings: swiftSettings
    ),
    // Read models: runs of facts, the proof staircase, coverage.
    .target(
      name: "Projections",
      dependencies: [
        "EventLog", "KubernetesObjects", "KubernetesRules", "TopologyModel", grdb, sqlite,
      ],
      swiftSettings: swiftSettings
    ),

    // A store's log to recordings, CloudEvents and lists.
    .target(
      name: "Export",
      dependencies: [
        "CZstd", "EventLog", "KubernetesObjects", "Projections", "TopologyModel", crypto,
      ],
      swiftSettings: swiftSettings
    ),

    // Query.
    // TQL: tokens, syntax tree, parser, printer; knows no store.
    .target(name: "QuerySyntax", dependencies: ["Diagnostics"], swiftSettings: swiftSettings),
    // Binder, plans, operators, results and their formats.
    .target(
      name: "QueryEngine",
      dependencies: [
        "Diagnostics", "EventLog", "KubernetesRules", "Projections", "QuerySyntax",
        "TopologyModel", yams,
      ],
      swiftSettings: swiftSettings
    ),

    // The system's libedit.
    .target(name: "CEditLine", linkerSettings: [.linkedLibrary("edit")]),
    // The session on a terminal: lines, commands, completion, history.
    .target(
      name: "Console",
      dependencies: ["CEditLine", "Diagnostics", "QueryEngine", "QuerySyntax", "TopologyModel"],
      swiftSettings: swiftSettings
    ),
    // Rows of flow logs to the same rows with the owners of their addresses.
    .target(
      name: "Attribution",
      dependencies: ["Diagnostics", "EventLog", "Projections", "QueryEngine", "TopologyModel"],
      swiftSettings: swiftSettings
    ),
    // Audit reports: queries to tables, charts, and files that can be checked later.
    .target(
      name: "Audit",
      dependencies: ["Diagnostics", "EventLog", "Projections", "QueryEngine", "TopologyModel"],
      swiftSettings: swiftSettings
    ),

    // Rim.
    // Live list and watch of API servers; the only target that pays for a TLS client.
    .target(
      name: "KubernetesClient",
      dependencies: ["Diagnostics", "Ingest", "TopologyModel", httpClient, nioSSL, yams] + nio,
      swiftSettings: swiftSettings
    ),
    // The HTTP interface: routes, tokens, limits, metrics.
    .target(
      name: "HindcastServer",
      dependencies: [
        "Attribution", "Audit", "CZlib", "Diagnostics", "EventLog", "Ingest", "KubernetesObjects",
        "KubernetesRules", "Projections", "QueryEngine", "QuerySyntax", "TopologyModel", httpTypes,
        lifecycle, logging, nioHTTPTypes, nioSSL,
      ] + hummingbird + nio,
      swiftSettings: swiftSettings
    ),
    // What asks a server instead of a store.
    .target(
      name: "HindcastClient",
      dependencies: ["Diagnostics", "TopologyModel", httpClient, nioSSL] + nio,
      swiftSettings: swiftSettings
    ),
    // Clusters that are made up, and what was true in them.
    .target(name: "Simulation", dependencies: ["TopologyModel"], swiftSettings: swiftSettings),
    // The executable: commands and wiring; the only clock.
    .executableTarget(
      name: "hindcast",
      dependencies: [
        "Attribution", "Audit", "Console", "Diagnostics", "EventLog", "Export", "HindcastClient",
        "HindcastServer", "Ingest", "KubernetesClient", "KubernetesObjects", "KubernetesRules",
        "Projections", "QueryEngine", "QuerySyntax", "Simulation", "TopologyModel", argumentParser,
      ],
      resources: [.copy("Resources/demo"), .copy("../../queries")],
      swiftSettings: swiftSettings
    ),

    // Tests.
    // Script runner, fixtures, property driver.
    .target(
      name: "HindcastTestSupport",
      dependencies: [
        "Console", "Diagnostics", "EventLog", "Ingest", "KubernetesObjects", "KubernetesRules",
        "Projections", "QueryEngine", "QuerySyntax", "TopologyModel",
      ],
      swiftSettings: swiftSettings
    ),
    // An API server that replays recordings and misbehaves by script.
    .target(
      name: "StandInServer",
      dependencies: ["CZstd", "Diagnostics", "KubernetesObjects", "TopologyModel", nioSSL] + nio,
      swiftSettings: swiftSettings
    ),
    // Append rate, size and latency on a recording.
    .executableTarget(
      name: "SpineBenchmark",
      dependencies: [
        "Diagnostics", "EventLog", "Ingest", "Projections", "QueryEngine", "TopologyModel",
      ],
      path: "Tests/Benchmarks/Spine",
      swiftSettings: swiftSettings
    ),
    // Hindcast beside tables written by hand in SQLite, in one process, and what guards both.
    .executableTarget(
      name: "PeerBenchmark",
      dependencies: [
        "Diagnostics", "EventLog", "Ingest", "KubernetesObjects", "Projections", "QueryEngine",
        "TopologyModel", sqlite,
      ],
      path: "Tests/Benchmarks/Peers",
      swiftSettings: swiftSettings
    ),
    // Processor time and memory of a recorder beside a stand-in API server.
    .executableTarget(
      name: "RecordingBenchmark",
      dependencies: ["StandInServer", "TopologyModel"],
      path: "Tests/Benchmarks/Recording",
      swiftSettings: swiftSettings
    ),
    // Rows a second and memory of attribution, against a generated history's truth.
    .executableTarget(
      name: "AttributionBenchmark",
      dependencies: [
        "Attribution", "EventLog", "Projections", "QueryEngine", "TopologyModel",
      ],
      path: "Tests/Benchmarks/Attribution",
      swiftSettings: swiftSettings
    ),
    // Files that fail below SQLite, and a fork.
    .target(
      name: "CFaults",
      path: "Tests/Faults/CFaults",
      linkerSettings: [.linkedLibrary("sqlite3")]
    ),
    // What the harnesses of faults append, and what must be there afterwards.
    .target(
      name: "FaultModel",
      dependencies: ["CFaults", "EventLog", "Projections", "TopologyModel"],
      path: "Tests/Faults/Model",
      swiftSettings: swiftSettings
    ),
    // Kills processes that write to stores, and checks what they leave.
    .executableTarget(
      name: "CrashHarness",
      dependencies: ["CFaults", "EventLog", "FaultModel", "Projections", "TopologyModel"],
      path: "Tests/Faults/Crash",
      swiftSettings: swiftSettings
    ),
    // Lets files fail below SQLite, and checks what is left.
    .executableTarget(
      name: "FaultHarness",
      dependencies: ["CFaults", "EventLog", "FaultModel", "Projections", "TopologyModel"],
      path: "Tests/Faults/Injected",
      swiftSettings: swiftSettings
    ),
    // Feeds made-up input to what takes input from outside.
    .executableTarget(
      name: "FuzzHarness",
      dependencies: [
        "Diagnostics", "EventLog", "HindcastServer", "Ingest", "KubernetesClient",
        "KubernetesObjects", "Projections", "QueryEngine", "TopologyModel", grdb,
      ],
      path: "Tests/Fuzz/Harness",
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "AttributionTests",
      dependencies: [
        "Attribution", "AttributionBenchmark", "EventLog", "HindcastTestSupport", "Ingest",
        "Projections", "QueryEngine", "TopologyModel",
      ],
      swiftSettings: swiftSettings
    ),
    // Reports over written and recorded stores, in all formats.
    .testTarget(
      name: "AuditTests",
      dependencies: [
        "Audit", "CZstd", "Diagnostics", "EventLog", "HindcastTestSupport", "Ingest",
        "Projections", "QueryEngine", "TopologyModel",
      ],
      exclude: ["Golden"],
      swiftSettings: swiftSettings
    ),
    // The executable as a process: its documents, saved queries, and exit codes.
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "CrashHarness", "FaultHarness", "HindcastTestSupport", "StandInServer", "TopologyModel",
        "hindcast", yams,
      ],
      exclude: ["SavedQueries", "LanguageExamples.txt"],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Console", "Diagnostics", "HindcastTestSupport", "QueryEngine", "QuerySyntax",
        "TopologyModel",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "DiagnosticsTests",
      dependencies: ["Diagnostics"],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "EventLogTests",
      dependencies: [
        "CZstd", "EventLog", "Ingest", "KubernetesObjects", "Projections", "TopologyModel", grdb,
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "ExportTests",
      dependencies: [
        "Diagnostics", "EventLog", "Export", "Ingest", "KubernetesObjects", "Projections",
        "QueryEngine", "TopologyModel", yams,
      ],
      swiftSettings: swiftSettings
    ),
    // The seeded share of fuzzing.
    .testTarget(
      name: "FuzzTests",
      dependencies: ["FuzzHarness"],
      swiftSettings: swiftSettings
    ),
    // The server on a port of its own: routes, tokens, limits, faults.
    .testTarget(
      name: "HindcastServerTests",
      dependencies: [
        "Audit", "Diagnostics", "EventLog", "HindcastServer", "HindcastTestSupport", "Ingest",
        "Projections", "QueryEngine", "TopologyModel", httpClient, nioSSL,
      ] + nio,
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "IngestTests",
      dependencies: ["EventLog", "Ingest", "KubernetesObjects", "TopologyModel"],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "KubernetesClientTests",
      dependencies: [
        "Diagnostics", "EventLog", "HindcastTestSupport", "Ingest", "KubernetesClient",
        "KubernetesObjects", "Projections", "QueryEngine", "StandInServer", "TopologyModel",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "StandInServerTests",
      dependencies: ["StandInServer", "TopologyModel", nioSSL] + nio,
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "KubernetesObjectsTests",
      dependencies: ["KubernetesObjects", "TopologyModel"],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "KubernetesRulesTests",
      dependencies: ["KubernetesRules", "TopologyModel"],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "ProjectionsTests",
      dependencies: [
        "Diagnostics", "EventLog", "Ingest", "KubernetesObjects", "Projections", "QueryEngine",
        "TopologyModel", grdb,
      ],
      swiftSettings: swiftSettings
    ),
    // What must hold for every history, over generated ones.
    .testTarget(
      name: "PropertyTests",
      dependencies: [
        "Diagnostics", "EventLog", "HindcastTestSupport", "Ingest", "KubernetesObjects",
        "KubernetesRules", "Projections", "QueryEngine", "TopologyModel",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "QueryEngineTests",
      dependencies: [
        "Diagnostics", "EventLog", "HindcastTestSupport", "Ingest", "KubernetesObjects",
        "Projections", "QueryEngine", "QuerySyntax", "TopologyModel", grdb, yams,
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "QuerySyntaxTests",
      dependencies: ["Diagnostics", "QuerySyntax"],
      swiftSettings: swiftSettings
    ),
    // Golden scripts.
    .testTarget(
      name: "ScriptTests",
      dependencies: ["HindcastTestSupport"],
      exclude: ["Scripts", "Rewrite"],
      swiftSettings: swiftSettings
    ),
    // Simulated clusters: the same again, within bounds, and as they say they are.
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "Diagnostics", "EventLog", "HindcastTestSupport", "Ingest", "KubernetesObjects",
        "KubernetesRules", "QueryEngine", "Simulation", "TopologyModel",
      ],
      swiftSettings: swiftSettings
    ),
    // The project's own rules about its tree.
    .testTarget(name: "TidyTests", swiftSettings: swiftSettings),
    .testTarget(
      name: "TopologyModelTests",
      dependencies: ["TopologyModel"],
      swiftSettings: swiftSettings
    ),
    // The API server's own lists against imported recordings.
    .testTarget(
      name: "TruthTests",
      dependencies: [
        "CZstd", "Diagnostics", "EventLog", "Ingest", "KubernetesObjects", "KubernetesRules",
        "Projections", "QueryEngine", "TopologyModel",
      ],
      swiftSettings: swiftSettings
    ),
  ],
  cxxLanguageStandard: .cxx17
)
