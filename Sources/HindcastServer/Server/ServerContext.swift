internal import Hummingbird
internal import NIOCore

/// What Hummingbird knows of a request.
struct ServerContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel
  /// The request, once it is counted.
  var running: RunningRequest?

  init(source: Source) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
