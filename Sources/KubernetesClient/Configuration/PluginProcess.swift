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
    let output = Pipe()
    let complaints = Pipe()
    let signals = Pipe()
    let process: SpawnedProcess
    do throws(SpawnedProcess.Failure) {
      process = try SpawnedProcess(
        path: path,
        arguments: arguments,
        environment: environment,
        output: output.fileHandleForWriting.fileDescriptor,
        complaints: complaints.fileHandleForWriting.fileDescriptor
      )
    } catch {
      return .notStarted(detail: error.detail)
    }
    try? output.fileHandleForWriting.close()
    try? complaints.fileHandleForWriting.close()
    Thread.detachNewThread {
      process.waitForEnd()
      Self.send(.ended, to: signals)
    }
    let timer = Self.schedule(.timeIsUp, after: secondsMax, to: signals)
    defer { timer.cancel() }
    return wait(for: process, output: output, complaints: complaints, signals: signals)
  }

  private func wait(
    for process: SpawnedProcess,
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
      if descriptors[1].revents != 0 {
        printed.read()
        if printed.isOverfull { process.send(signal: SIGKILL) }
      }
      if descriptors[2].revents != 0 { complained.read() }
      guard descriptors[0].revents != 0 else { continue }
      switch Self.receive(from: signals) {
      case .timeIsUp:
        isTimedOut = true
        process.send(signal: SIGTERM)
        // A stopped process would not notice.
        process.send(signal: SIGCONT)
        _ = Self.schedule(.graceIsUp, after: Self.graceSeconds, to: signals)
      case .graceIsUp: process.send(signal: SIGKILL)
      case .ended, nil:
        printed.drain()
        complained.drain()
        let end = process.reap()
        if printed.isOverfull { return .tooMuchOutput }
        if isTimedOut { return .timedOut(complaints: complained.bytes) }
        switch end {
        case .exited(let status):
          return .exited(status: status, output: printed.bytes, complaints: complained.bytes)
        case .killed(let signal): return .killed(signal: signal, complaints: complained.bytes)
        }
      }
    }
  }

  private static func schedule(
    _ signal: Signal,
    after seconds: Double,
    to signals: Pipe
  ) -> DispatchWorkItem {
    // A canceled item stays until its time has come, and would keep the pipe open until then.
    let item = DispatchWorkItem { [weak signals] in
      if let signals { send(signal, to: signals) }
    }
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
}
