import Foundation

/// A program in a file, run as a process.
///
/// This is `posix_spawn` and not Foundation's `Process`: on Linux that one reads beyond a buffer as it
/// starts a program, and crashes now and then, up to Swift 6.3
/// (https://github.com/swiftlang/swift-corelibs-foundation/pull/5472).
struct Program {
  /// Becomes the program in a folder, which `posix_spawn` cannot set everywhere.
  private static let shell = "/bin/sh"
  private static let script = #"cd "$0" && exec "$@""#

  /// What these tests were told for the thread sanitizer, where they run with it: so do the programs then
  /// (`Tests/Sanitizer/run`).
  private static let sanitizing = ProcessInfo.processInfo.environment
    .filter { ["TSAN_OPTIONS", "LD_PRELOAD"].contains($0.key) }

  var path: String

  /// Runs the program, waits for its end, and returns its exit code, or the negative number of the
  /// signal that ended it.
  ///
  /// Standard input is read from a file, and what it writes goes to files; without one for messages,
  /// they go where its output goes.
  func run(
    _ arguments: [String],
    environment: [String: String],
    folder: String,
    input: String,
    output: String,
    messages: String?
  ) throws -> Int32 {
    try Self.exitCode(
      of: start(
        arguments,
        environment: environment,
        folder: folder,
        input: input,
        output: output,
        messages: messages
      )
    )
  }

  /// Starts the program, and returns the number of its process, for whose end somebody has to wait.
  func start(
    _ arguments: [String],
    environment: [String: String],
    folder: String,
    input: String,
    output: String,
    messages: String?
  ) throws -> pid_t {
    let creation = O_WRONLY | O_CREAT | O_TRUNC
    return try spawn(arguments, environment: environment, folder: folder, attributes: nil) {
      try Self.check(
        posix_spawn_file_actions_addopen(&$0, STDIN_FILENO, input, O_RDONLY, 0)
      )
      try Self.check(
        posix_spawn_file_actions_addopen(&$0, STDOUT_FILENO, output, creation, 0o600)
      )
      guard let messages else {
        try Self.check(posix_spawn_file_actions_adddup2(&$0, STDOUT_FILENO, STDERR_FILENO))
        return
      }
      try Self.check(
        posix_spawn_file_actions_addopen(&$0, STDERR_FILENO, messages, creation, 0o600)
      )
    }
  }

  /// Starts the program as the leader of a session of its own, whose terminal is at a path; returns the
  /// number of its process, for whose end somebody has to wait.
  func start(
    _ arguments: [String],
    environment: [String: String],
    folder: String,
    terminal: String
  ) throws -> pid_t {
    #if canImport(Darwin)
    var attributes: posix_spawnattr_t?
    #else
    var attributes = posix_spawnattr_t()
    #endif
    try Self.check(posix_spawnattr_init(&attributes))
    defer { posix_spawnattr_destroy(&attributes) }
    // Threads that run tests may block signals, which a program would inherit.
    var none = sigset_t()
    sigemptyset(&none)
    try Self.check(posix_spawnattr_setsigmask(&attributes, &none))
    let flags = Self.newSession | Int16(POSIX_SPAWN_SETSIGMASK)
    try Self.check(posix_spawnattr_setflags(&attributes, flags))
    return try spawn(
      arguments,
      environment: environment,
      folder: folder,
      attributes: &attributes
    ) { actions in
      // The first terminal that a leader opens becomes its session's.
      for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
        try Self.check(
          posix_spawn_file_actions_addopen(&actions, descriptor, terminal, O_RDWR, 0)
        )
      }
    }
  }

  #if canImport(Darwin)
  private typealias FileActions = posix_spawn_file_actions_t?
  private typealias Attributes = posix_spawnattr_t?
  #else
  private typealias FileActions = posix_spawn_file_actions_t
  private typealias Attributes = posix_spawnattr_t
  #endif

  private func spawn(
    _ arguments: [String],
    environment: [String: String],
    folder: String,
    attributes: UnsafeMutablePointer<Attributes>?,
    _ setUp: (inout FileActions) throws -> Void
  ) throws -> pid_t {
    var actions: FileActions = Self.noActions
    try Self.check(posix_spawn_file_actions_init(&actions))
    defer { posix_spawn_file_actions_destroy(&actions) }
    try setUp(&actions)
    let words =
      ([Self.shell, "-c", Self.script, folder, path] + arguments).map { strdup($0) } + [nil]
    let all = environment.merging(Self.sanitizing) { given, _ in given }
    let variables = all.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for text in words + variables { free(text) }
    }
    var identifier = pid_t()
    try Self.check(posix_spawn(&identifier, Self.shell, &actions, attributes, words, variables))
    return identifier
  }

  /// `POSIX_SPAWN_SETSID`, which Glibc's headers hide.
  private static var newSession: Int16 {
    #if canImport(Darwin)
    Int16(POSIX_SPAWN_SETSID)
    #else
    0x80
    #endif
  }

  private static var noActions: FileActions {
    #if canImport(Darwin)
    nil
    #else
    posix_spawn_file_actions_t()
    #endif
  }

  /// Waits for the end of a process.
  static func exitCode(of identifier: pid_t) throws -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 {
      guard errno == EINTR else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
    }
    return exitCode(status)
  }

  /// The exit code of a process; nil while it runs.
  static func exitCodeIfEnded(of identifier: pid_t) throws -> Int32? {
    var status: Int32 = 0
    let found = waitpid(identifier, &status, WNOHANG)
    guard found >= 0 || errno == EINTR else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL)
    }
    return found > 0 ? exitCode(status) : nil
  }

  private static func exitCode(_ status: Int32) -> Int32 {
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : -signal
  }

  private static func check(_ code: Int32) throws {
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
  }
}
