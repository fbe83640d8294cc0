import CFaults
import FaultModel
import Foundation

/// A process that is started to be killed.
struct ChildProcess {
  let identifier: pid_t
  private let output: Int32

  /// How the line begins in which a copy of this process says what it failed with.
  static let errorPrefix = "error: "

  /// Starts a program with arguments, its output on a pipe, its messages nowhere.
  init(program path: String, _ arguments: [String]) throws {
    let ends = try Self.makePipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends.input, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child = pid_t()
    let code = posix_spawn(&child, path, &actions, nil, words, environ)
    close(ends.input)
    guard code == 0 else {
      close(ends.output)
      throw StoreFailure("`\(path)` cannot be started: \(code)")
    }
    identifier = child
    output = ends.output
  }

  /// Starts a copy of this process that does something, and writes a line each time it says something.
  ///
  /// That takes a tenth of the time of a program's start; this process must have one thread alone, so
  /// it never opens a store itself.
  init(copying body: (_ say: (String) throws -> Void) throws -> Void) throws {
    let ends = try Self.makePipe()
    let child = hc_fork()
    guard child != 0 else {
      do {
        try body { text in
          let line = Array((text.replacing("\n", with: " ") + "\n").utf8)
          guard write(ends.input, line, line.count) == line.count else { _exit(2) }
        }
        _exit(0)
      } catch {
        let line = Array("\(Self.errorPrefix)\(error)\n".utf8)
        _ = write(ends.input, line, line.count)
        _exit(1)
      }
    }
    close(ends.input)
    guard child > 0 else {
      close(ends.output)
      throw StoreFailure("fork: \(errno)")
    }
    identifier = child
    output = ends.output
  }

  private static func makePipe() throws -> (output: Int32, input: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw StoreFailure("pipe: \(errno)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Kills it so many microseconds after it has written so many lines, unless it has ended by then;
  /// returns what it wrote, and whether it was killed.
  func kill(afterLines lines: Int, microseconds: Int) -> (output: String, isKilled: Bool) {
    var bytes: [UInt8] = []
    while bytes.count(where: { $0 == 10 }) < lines, readMore(&bytes) {}
    usleep(UInt32(microseconds))
    Foundation.kill(identifier, SIGKILL)
    let end = wait(bytes)
    return (end.output, end.code & 0x7F == SIGKILL)
  }

  /// Waits for its end; returns what it wrote, behind what was read already, and its status.
  func wait(_ before: [UInt8] = []) -> (output: String, code: Int32) {
    var bytes = before
    while readMore(&bytes) {}
    close(output)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    return (String(decoding: bytes, as: UTF8.self), status)
  }

  /// Reads on; returns false at the end.
  private func readMore(_ bytes: inout [UInt8]) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(output, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      bytes += buffer[..<count]
      return true
    }
  }
}
