import Foundation

/// A program that is started to be killed.
struct ChildProcess {
  let identifier: pid_t
  private let output: Int32

  /// Starts a program with arguments, its output on a pipe, its messages nowhere.
  init(_ path: String, _ arguments: [String]) throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw CrashFailure("pipe: \(errno)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child = pid_t()
    let code = posix_spawn(&child, path, &actions, nil, words, environ)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      throw CrashFailure("`\(path)` cannot be started: \(code)")
    }
    identifier = child
    output = ends[0]
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
