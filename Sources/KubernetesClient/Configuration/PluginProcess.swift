internal import Dispatch
internal import Foundation

/// Runs a plugin in a thread of its own, so that waiting for it holds up nothing else.
struct PluginProcess: Sendable {
  /// How a run ended.
  enum Outcome: Sendable {
    /// By itself; a status of zero is success.
    case exited(status: Int32, output: [UInt8], complaints: [UInt8])
    /// By a signal that was not ours.
    case killed(signal: Int32, complaints: [UInt8])
    /// By us, after the time limit.
    case timedOut(complaints: [UInt8])
    /// By us, after too much output.
    case tooMuchOutput
    /// It never began.
    case notStarted(detail: String)
  }

  /// The most that a plugin may print.
  static let outputBytesMax = 1 << 20
  /// How much of its complaints is kept.
  static let complaintBytesMax = 8 << 10
  /// How long a plugin has to end after it was asked to, before it is killed.
  static let graceSeconds = 2.0

  let path: String
  let arguments: [String]
  let environment: [String: String]
  let secondsMax: Double

  func run() async -> Outcome {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: execute()) }
    }
  }

  /// What the thread is woken for, besides output.
  private enum Signal: UInt8 {
    case ended = 1
    case timeIsUp = 2
    case graceIsUp = 3
  }

  private func execute() -> Outcome {
    let process = Process()
    let output = Pipe()
    let complaints = Pipe()
    let signals = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = complaints
    process.terminationHandler = { _ in Self.send(.ended, to: signals) }
    do {
      try process.run()
    } catch {
      let detail = (error as? CocoaError)?.code == .fileNoSuchFile ? "no such file" : "\(error)"
      return .notStarted(detail: detail)
    }
    try? output.fileHandleForWriting.close()
    try? complaints.fileHandleForWriting.close()
    let timer = Self.schedule(.timeIsUp, after: secondsMax, to: signals)
    defer { timer.cancel() }
    return wait(for: process, output: output, complaints: complaints, signals: signals)
  }

  private func wait(
    for process: Process,
    output: Pipe,
    complaints: Pipe,
    signals: Pipe
  ) -> Outcome {
    var printed = PipeReader(output, bytesMax: Self.outputBytesMax, keepsEnd: false)
    var complained = PipeReader(complaints, bytesMax: Self.complaintBytesMax, keepsEnd: true)
    var isTimedOut = false
    while true {
      var descriptors = [
        pollfd(fd: signals.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: printed.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: complained.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&descriptors, nfds_t(descriptors.count), -1) > 0 else { continue }
      if descriptors[1].revents != 0 { printed.read() }
      if descriptors[2].revents != 0 { complained.read() }
      if printed.isOverfull {
        Self.signal(SIGKILL, to: process)
        return .tooMuchOutput
      }
      guard descriptors[0].revents != 0 else { continue }
      switch Self.receive(from: signals) {
      case .timeIsUp:
        isTimedOut = true
        Self.signal(SIGTERM, to: process)
        _ = Self.schedule(.graceIsUp, after: Self.graceSeconds, to: signals)
      case .graceIsUp:
        Self.signal(SIGKILL, to: process)
        return .timedOut(complaints: complained.bytes)
      case .ended, nil:
        printed.drain()
        complained.drain()
        if isTimedOut { return .timedOut(complaints: complained.bytes) }
        if printed.isOverfull { return .tooMuchOutput }
        guard process.terminationReason == .exit else {
          return .killed(signal: process.terminationStatus, complaints: complained.bytes)
        }
        return .exited(
          status: process.terminationStatus,
          output: printed.bytes,
          complaints: complained.bytes
        )
      }
    }
  }

  private static func schedule(
    _ signal: Signal,
    after seconds: Double,
    to signals: Pipe
  ) -> DispatchWorkItem {
    let item = DispatchWorkItem { send(signal, to: signals) }
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: item)
    return item
  }

  /// The pipe lives as long as whoever may send, so that nobody writes to a closed one.
  private static func send(_ signal: Signal, to signals: Pipe) {
    try? signals.fileHandleForWriting.write(contentsOf: Data([signal.rawValue]))
  }

  private static func receive(from signals: Pipe) -> Signal? {
    var byte: UInt8 = 0
    guard read(signals.fileHandleForReading.fileDescriptor, &byte, 1) == 1 else { return nil }
    return Signal(rawValue: byte)
  }

  /// Signals the plugin, and what it started where it leads a group of its own.
  private static func signal(_ number: Int32, to process: Process) {
    let id = process.processIdentifier
    guard id > 1, process.isRunning else { return }
    kill(getpgid(id) == id ? -id : id, number)
  }
}
