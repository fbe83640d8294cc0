/// Steps that are ready, first in, first out.
struct StepQueue {
  private var steps: [SourceStep?] = []
  private var first = 0

  mutating func append(_ step: SourceStep) {
    steps.append(step)
  }

  mutating func popFirst() -> SourceStep? {
    guard first < steps.count else { return nil }
    let step = steps[first]
    steps[first] = nil
    first += 1
    if first == steps.count {
      steps.removeAll(keepingCapacity: steps.count < 64)
      first = 0
    }
    return step
  }
}
