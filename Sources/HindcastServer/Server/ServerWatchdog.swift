internal import Foundation
internal import NIOCore
internal import ServiceLifecycle

/// Looks after requests while the server runs: ends those that wait too long for their clients, and
/// what has run longest when memory runs out; at the end, lets requests finish.
struct ServerWatchdog: Service {
  private static let lookSeconds = 0.1

  let core: ServerCore

  func run() async throws {
    let looking = Task { await look() }
    let following = Task { await core.live.run() }
    await withGracefulShutdownHandler {
      try? await gracefulShutdown()
    } onGracefulShutdown: {
      // Streams would not end by themselves.
      core.registry.beginEnding()
      core.live.releaseAll()
    }
    let limits = core.options.limits
    var waited = 0.0
    while waited < limits.drainSeconds, core.registry.count > 0 {
      try? await core.environment.pause(Self.lookSeconds)
      waited += Self.lookSeconds
    }
    core.registry.endAll()
    looking.cancel()
    following.cancel()
    await looking.value
    await following.value
  }

  private func look() async {
    while !Task.isCancelled {
      for request in core.registry.all { check(request) }
      checkMemory()
      do { try await core.environment.pause(Self.lookSeconds) } catch { return }
    }
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
    guard Self.residentBytes > limit else { return }
    let running = core.registry.all
    // What was ended already gives its memory back soon.
    guard !running.contains(where: { $0.stopReason == .memoryLimit }) else { return }
    Self.giveBackMemory()
    guard Self.residentBytes > limit else { return }
    running.first { $0.phase != .streaming && !$0.isStopped }?.stop(.memoryLimit)
  }

  /// Gives the system back what the allocator keeps, where it can (glibc's `malloc_trim`).
  private static func giveBackMemory() {
    guard let symbol = dlsym(nil, "malloc_trim") else { return }
    typealias Trim = @convention(c) (Int) -> Int32
    _ = unsafeBitCast(symbol, to: Trim.self)(0)
  }

  /// The memory of the process, in bytes; 0 where the system does not tell.
  static var residentBytes: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var (size, resident) = (0, 0)
    let count = withUnsafeMutablePointer(to: &size) { size in
      withUnsafeMutablePointer(to: &resident) { resident in
        withVaList([size, resident]) { vfscanf(file, "%ld %ld", $0) }
      }
    }
    return count == 2 ? resident * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
  }
}
