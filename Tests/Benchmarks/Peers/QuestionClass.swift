import TopologyModel

/// A column of the table: what is asked, in the query language and of tables of intervals.
enum QuestionClass: String, CaseIterable {
  case serving
  case owner
  case hour
  case diff
  case outages

  /// A part of the history that instants are taken from.
  enum Place: String, CaseIterable {
    case anywhere
    case beginning
    case end
    case middle
  }

  /// One question: a Service or an address by its number, and a span, at an instant an empty one.
  struct Request {
    var subject: Int
    var from: Int
    var until: Int
  }

  private static let seedsOfPlaces = 100

  /// The places of its instants.
  var places: [Place] {
    switch self {
    case .serving, .owner: Place.allCases
    case .hour, .diff, .outages: [.anywhere]
    }
  }

  /// Where the sequence of its requests begins.
  private var seed: Int {
    switch self {
    case .serving: 11
    case .owner: 12
    case .hour: 13
    case .diff: 14
    case .outages: 15
    }
  }

  /// How long the spans are that it asks about, in seconds.
  private func length(_ subjects: Subjects) -> Int {
    switch self {
    case .serving, .owner: 0
    case .hour, .diff: subjects.hour
    case .outages: subjects.day
    }
  }

  /// The sequence of its requests at a place.
  func sequence(_ place: Place) -> QuestionSequence {
    let index = Place.allCases.firstIndex(of: place) ?? 0
    return QuestionSequence(seed: seed + Self.seedsOfPlaces * index)
  }

  /// The next request of a sequence.
  func next(
    _ sequence: inout QuestionSequence,
    _ place: Place,
    _ subjects: Subjects
  ) -> Request {
    let subject = sequence.below(subjectCount(subjects))
    let whole = subjects.last - subjects.first - length(subjects)
    let bound = max(1, place == .anywhere ? whole : whole / 10)
    let begin =
      switch place {
      case .anywhere, .beginning: subjects.first
      case .middle: subjects.first + (whole - bound) / 2
      case .end: subjects.first + whole - bound
      }
    let from = begin + sequence.below(bound)
    return Request(subject: subject, from: from, until: from + length(subjects))
  }

  /// The question in the query language.
  func subjectCount(_ subjects: Subjects) -> Int {
    self == .owner ? subjects.addresses.count : subjects.services.count
  }

  func text(_ request: Request, _ subjects: Subjects) -> String {
    let from = Instant(nanoseconds: Int64(request.from) * 1_000_000_000)
    let until = Instant(nanoseconds: Int64(request.until) * 1_000_000_000)
    if self == .diff { return "diff pods serving */* from \(from) to \(until)" }
    if self == .owner { return "owners of ip \(subjects.addresses[request.subject]) at \(from)" }
    let service = subjects.services[request.subject]
    let question = "pods serving \(service.name) on port \(service.port)"
    switch self {
    case .serving: return "\(question) at \(from)"
    case .hour: return "\(question) from \(from) to \(until)"
    case .outages, .owner, .diff: return "\(question) from \(from) to \(until) | outages"
    }
  }
}
