/// The faults of one request, sorted by what they change.
struct FaultPlan: Sendable {
  /// Something to do once so many records were sent.
  struct Step: Sendable {
    enum Action: Sendable {
      case end
      case drop
      case tear
      case silence
      case error(code: Int)
      case bookmark(StandInBookmark)
      case repeatRecords(Int)
      case omitRecords(Int)
    }

    let recordCount: Int
    let action: Action
  }

  /// The fault that answers the whole request.
  private(set) var answer: StandInFault?
  /// What to do in the course of a watch, the first at the front.
  private(set) var steps: [Step] = []
  private(set) var bytesPerChunk: Int?
  private(set) var recordsPerChunk = 1
  private(set) var duplicatesRecords = false

  init(_ faults: [StandInFault]) {
    for fault in faults { add(fault) }
    // The order of injection counts among steps of one place.
    steps = steps.enumerated().sorted {
      ($0.element.recordCount, $0.offset) < ($1.element.recordCount, $1.offset)
    }.map(\.element)
  }

  /// Whether the body of a list is to be torn.
  var tears: Bool {
    steps.contains { step in
      if case .tear = step.action { true } else { false }
    }
  }

  /// How many records must be kept to send them again.
  var repeatCountMax: Int {
    steps.reduce(0) { most, step in
      if case .repeatRecords(let count) = step.action { max(most, count) } else { most }
    }
  }

  private mutating func add(_ fault: StandInFault) {
    switch fault {
    case .refuse, .answer, .expire, .closeBeforeHead, .neverAnswer: answer = answer ?? fault
    case .end(let count): add(.end, after: count)
    case .drop(let count): add(.drop, after: count)
    case .tear(let count): add(.tear, after: count)
    case .silence(let count): add(.silence, after: count)
    case .error(let code, let count): add(.error(code: code), after: count)
    case .bookmark(let bookmark, let count): add(.bookmark(bookmark), after: count)
    case .duplicateRecords: duplicatesRecords = true
    case .repeatRecords(let records, let count): add(.repeatRecords(records), after: count)
    case .omitRecords(let records, let count): add(.omitRecords(records), after: count)
    case .dribble(let count): bytesPerChunk = max(count, 1)
    case .batch(let count): recordsPerChunk = max(count, 1)
    }
  }

  private mutating func add(_ action: Step.Action, after recordCount: Int) {
    steps.append(Step(recordCount: recordCount, action: action))
  }
}
