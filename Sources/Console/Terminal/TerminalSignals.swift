internal import Foundation
internal import Synchronization

/// The signals that a session on a terminal lives with.
///
/// Handlers only set flags; whoever waits for the terminal wakes up and looks.
enum TerminalSignals {
  private static let interrupts = Atomic<Int>(0)
  private static let resizes = Atomic<Int>(0)
  private static let stops = Atomic<Int>(0)

  /// Takes the signals over; called once, before anything is read.
  static func install() {
    handle(SIGINT) { _ in TerminalSignals.interrupts.add(1, ordering: .relaxed) }
    handle(SIGWINCH) { _ in TerminalSignals.resizes.add(1, ordering: .relaxed) }
    // A pager that is left early, or a reader that went away, ends no session.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Whether Ctrl-C was pressed since it was last taken.
  static var isInterrupted: Bool { interrupts.load(ordering: .relaxed) > 0 }

  /// Whether Ctrl-C was pressed since the last call.
  static func takeInterrupt() -> Bool { interrupts.exchange(0, ordering: .relaxed) > 0 }

  /// Whether the terminal's size changed since the last call.
  static func takeResize() -> Bool { resizes.exchange(0, ordering: .relaxed) > 0 }

  /// Whether Ctrl-Z was pressed since the last call.
  static func takeStop() -> Bool { stops.exchange(0, ordering: .relaxed) > 0 }

  /// Stops the process until it is told to go on.
  static func stop() { raise(SIGSTOP) }

  /// Does something during which Ctrl-Z is left to whoever waits for keys, who has to put the terminal
  /// back first; otherwise it stops the process, and a pager that runs, as it does any.
  static func holdingStops<Result>(_ body: () -> Result) -> Result {
    handle(SIGTSTP) { _ in TerminalSignals.stops.add(1, ordering: .relaxed) }
    defer { signal(SIGTSTP, SIG_DFL) }
    return body()
  }

  /// Sets a handler that interrupts reading.
  private static func handle(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    #if canImport(Darwin)
    action.__sigaction_u.__sa_handler = handler
    #else
    action.__sigaction_handler.sa_handler = handler
    #endif
    action.sa_flags = 0
    sigemptyset(&action.sa_mask)
    sigaction(number, &action, nil)
  }
}
