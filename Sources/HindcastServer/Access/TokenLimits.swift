/// What whoever has a token may ask at most, where that is less than the server allows everybody.
public struct TokenLimits: Hashable, Sendable {
  /// What is limited, as the file of tokens names it.
  public enum Kind: String, CaseIterable, Sendable {
    /// Requests a second.
    case rate
    /// Requests that run at once.
    case concurrency
    /// Rows of an answer.
    case rows
    /// How long a request may run.
    case seconds
    /// Megabytes that the requests that run hold together.
    case memoryMB

    /// Whether it is a count, and so no fraction.
    var isCount: Bool {
      switch self {
      case .concurrency, .rows, .memoryMB: true
      case .rate, .seconds: false
      }
    }
  }

  /// The most that a limit may be: what is more limits nothing.
  static let valueMax = 1e9

  private var values: [String: Double] = [:]

  /// Creates limits that limit nothing.
  public init() {}

  /// Whether nothing is limited.
  public var isEmpty: Bool { values.isEmpty }

  /// A limit; nil where there is none.
  public subscript(kind: Kind) -> Double? {
    get { values[kind.rawValue] }
    set { values[kind.rawValue] = newValue }
  }

  /// What is wrong with the limits; nil where nothing is.
  public var fault: String? {
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      guard let kind = Kind(rawValue: name) else {
        let known = Kind.allCases.map(\.rawValue).sorted().joined(separator: ", ")
        return "the limit `\(name)`, expected one of \(known)"
      }
      let isWhole = !kind.isCount || value == value.rounded()
      guard value > 0, value <= Self.valueMax, isWhole else {
        let expected = kind.isCount ? "a whole number from 1" : "a number above 0"
        return "the limit `\(name)` of \(Self.text(value)), expected \(expected) to 1000000000"
      }
    }
    return nil
  }

  /// A number without a fraction that is none.
  static func text(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : String(value)
  }
}

extension TokenLimits: Codable {
  /// Reads an object of numbers; those with names that are none are a fault, and are not left out.
  public init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: Double].self)
  }

  /// Writes an object of numbers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }
}

extension TokenLimits: CustomStringConvertible {
  /// The limits in words: `5 requests a second, 1000 rows`.
  public var description: String {
    Kind.allCases.compactMap { kind in
      guard let value = self[kind] else { return nil }
      let text = Self.text(value)
      switch kind {
      case .rate: return "\(text) requests a second"
      case .concurrency: return "\(text) at once"
      case .rows: return "\(text) rows"
      case .seconds: return "\(text) s"
      case .memoryMB: return "\(text) MB"
      }
    }.joined(separator: ", ")
  }
}
