internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// A child channel whose connections are handled on their own event loops: what a request takes besides
/// reading the store goes from no thread to another.
///
/// Nothing on the way of a request may block, then, or compute for long: `StoreWorkers` does that.
struct EventLoopChannel<Base: ServerChildChannel>: ServerChildChannel
where Base.Value: ConnectionValue {
  let base: Base
  /// Adds handlers of our own to a channel, on its event loop.
  let finishSetup: @Sendable (any Channel) throws -> Void

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
    base.setup(channel: channel, logger: logger).flatMapThrowing { value in
      try finishSetup(channel)
      return value
    }
  }

  func handle(value: Base.Value, logger: Logger) async {
    let executor = EventLoopExecutor(loop: value.channel.eventLoop)
    await withTaskExecutorPreference(executor) { await base.handle(value: value, logger: logger) }
  }
}

/// What tells which connection it is of.
protocol ConnectionValue: ServerChildChannelValue {
  var channel: any Channel { get }
}

extension NIOAsyncChannel: ConnectionValue {}

/// Runs tasks on an event loop.
final class EventLoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
