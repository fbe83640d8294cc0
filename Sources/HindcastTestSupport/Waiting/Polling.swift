/// For tests that wait for another process or task that cannot tell when it is there.
public enum Polling {
  /// Lets a moment pass before a condition is looked at again; the condition decides, not the time.
  ///
  /// - Throws: `CancellationError` where the task is cancelled.
  public static func pause(milliseconds: Int = 5) async throws {
    try await Task.sleep(for: .milliseconds(milliseconds))
  }
}
