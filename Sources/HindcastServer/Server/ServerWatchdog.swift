internal import Foundation
internal import NIOCore
internal import QueryEngine

/// Looks after requests while the server runs: ends those that wait too long for their clients, and
/// one of the client that holds most when memory runs out; at the end, what takes too long to finish.
struct ServerWatchdog: Sendable {
  private static let lookSeconds = 0.1
  /// How long those that were ended have to tell their clients so.
  private static let farewellSeconds = 1.0

  let core: ServerCore

  /// Looks until the task is cancelled.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await core.live.run() }
      group.addTask { await look() }
    }
  }

  private func look() async {
    while !Task.isCancelled {
      for request in core.registry.all { check(request) }
      checkMemory()
      checkEnding()
      do { try await core.environment.pause(Self.lookSeconds) } catch { return }
    }
  }

  /// Ends what still runs when the server was to have ended, and closes what stays open then.
  private func checkEnding() {
    guard let since = core.registry.endingSince else { return }
    let seconds = Double(core.environment.stopwatch.nanoseconds() - since) / 1e9
    guard seconds > core.options.limits.drainSeconds else { return }
    core.registry.endAll()
    guard seconds > core.options.limits.drainSeconds + Self.farewellSeconds else { return }
    core.connections.closeAll()
  }

  /// Ends the connection of a client that sends or takes nothing for too long.
  private func check(_ request: RunningRequest) {
    let limits = core.options.limits
    let (phase, seconds, silent) = request.waits
    let isTooLong =
      switch phase {
      case .reading: seconds > limits.bodySeconds
      case .receiving: silent > limits.streamSilenceSeconds
      case .working: false
      case .writing: silent > limits.slowReaderSeconds
      // A stream says something at each heartbeat, unless its client takes nothing.
      case .streaming: silent > limits.slowReaderSeconds + limits.heartbeatSeconds
      }
    guard isTooLong else { return }
    request.stop(.clientGone)
    request.channel.close(promise: nil)
  }

  private func checkMemory() {
    let limit = core.options.limits.memoryBytesMax
    guard Self.ownBytes > limit else { return }
    let running = core.registry.all
    // What was ended already gives its memory back soon.
    guard !running.contains(where: { $0.stopReason == .memoryLimit }) else { return }
    Self.giveBackMemory()
    guard Self.ownBytes > limit else { return }
    core.registry.largest?.stop(.memoryLimit)
  }

  /// Gives the system back what the allocator keeps, where it can (glibc's `malloc_trim`).
  private static func giveBackMemory() {
    guard let symbol = dlsym(nil, "malloc_trim") else { return }
    typealias Trim = @convention(c) (Int) -> Int32
    _ = unsafeBitCast(symbol, to: Trim.self)(0)
  }

  /// What the process holds in memory, in bytes, the pages of files that it maps included; 0 where the
  /// system does not tell.
  static var residentBytes: Int { memory.resident }

  /// The same without pages of files: every reader maps the store, and what they share, the system
  /// takes back when it needs it.
  static var ownBytes: Int { memory.resident - memory.shared }

  private static var memory: (resident: Int, shared: Int) {
    guard let file = fopen("/proc/self/statm", "r") else { return (0, 0) }
    defer { fclose(file) }
    var (size, resident, shared) = (0, 0, 0)
    let count = withUnsafeMutablePointer(to: &size) { size in
      withUnsafeMutablePointer(to: &resident) { resident in
        withUnsafeMutablePointer(to: &shared) { shared in
          withVaList([size, resident, shared]) { vfscanf(file, "%ld %ld %ld", $0) }
        }
      }
    }
    let pageBytes = Int(sysconf(Int32(_SC_PAGESIZE)))
    return count == 3 ? (resident * pageBytes, shared * pageBytes) : (0, 0)
  }
}
