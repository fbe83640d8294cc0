internal import Logging

/// Puts what the libraries have to say into the server's log.
struct LibraryLog: LogHandler {
  let log: ServerLog
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .warning

  init(log: ServerLog) {
    self.log = log
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let level: ServerLog.Level = event.level >= .error ? .error : .warning
    log.note(level, "\(event.message)")
  }
}
