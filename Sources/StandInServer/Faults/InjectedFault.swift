/// A fault that waits for its requests.
struct InjectedFault: Sendable {
  let fault: StandInFault
  let target: StandInTarget
  /// Which of the matching requests it meets, counted from 1.
  let numbers: ClosedRange<Int>
  private var matchCount = 0

  init(fault: StandInFault, target: StandInTarget, numbers: ClosedRange<Int>) {
    self.fault = fault
    self.target = target
    self.numbers = numbers
  }

  /// Returns whether the fault meets a request, which counts then.
  mutating func meets(_ request: StandInRequest) -> Bool {
    guard target.matches(request) else { return false }
    matchCount += 1
    return numbers.contains(matchCount)
  }
}
