internal import Foundation

/// A child process that leads a group of its own.
///
/// Foundation's `Process` takes a child for running as long as anything that it started runs, and
/// login plugins leave browsers behind.
struct SpawnedProcess: Sendable {
  /// How a process ended.
  enum End: Sendable {
    case exited(status: Int32)
    case killed(signal: Int32)
  }

  /// Why a process could not be started, as the end of a sentence.
  struct Failure: Error {
    let detail: String
  }

  let id: pid_t

  #if canImport(Darwin)
  private typealias FileActions = posix_spawn_file_actions_t?
  private typealias Attributes = posix_spawnattr_t?
  #else
  private typealias FileActions = posix_spawn_file_actions_t
  private typealias Attributes = posix_spawnattr_t
  #endif

  /// Starts a program that reads nothing and writes to the descriptors given.
  init(
    path: String,
    arguments: [String],
    environment: [String: String],
    output: Int32,
    complaints: Int32
  ) throws(Failure) {
    #if canImport(Darwin)
    var actions: FileActions = nil
    var attributes: Attributes = nil
    #else
    var actions = FileActions()
    var attributes = Attributes()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, complaints, 2)
    Self.prepare(&attributes)
    let words = Self.copies(of: [path] + arguments)
    let variables = Self.copies(of: environment.map { "\($0.key)=\($0.value)" })
    defer { for text in words + variables { free(text) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, path, &actions, &attributes, words, variables)
    guard code == 0 else { throw Failure(detail: String(cString: strerror(code))) }
    self.id = id
  }

  /// Waits until the process has ended, which it keeps remembering.
  func waitForEnd() {
    var information = siginfo_t()
    while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
  }

  /// Returns how the process ended, and lets the system forget it.
  func reap() -> End {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? .exited(status: status >> 8 & 0xFF) : .killed(signal: signal)
  }

  /// Signals the process, which must not be reaped yet, and what it started.
  func send(signal: Int32) {
    kill(-id, signal)
  }

  /// A group of its own, and no signal blocked or ignored because we do so.
  private static func prepare(_ attributes: inout Attributes) {
    var none = sigset_t()
    var usual = sigset_t()
    sigemptyset(&none)
    sigemptyset(&usual)
    for signal in [SIGPIPE, SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGCHLD] {
      sigaddset(&usual, signal)
    }
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    let flags =
      Int(POSIX_SPAWN_SETPGROUP) | Int(POSIX_SPAWN_SETSIGMASK)
      | Int(POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  /// Texts as C has them, nil at the end; what is behind a zero byte is cut off.
  private static func copies(of texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}
