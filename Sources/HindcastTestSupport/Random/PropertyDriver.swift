internal import Foundation

/// Holds a property to many random inputs, each from a seed of its own that a failure names.
///
/// `HINDCAST_SEED=` runs the one input of that seed, `HINDCAST_PROPERTIES=10` ten times as many
/// inputs.
public struct PropertyDriver: Sendable {
  /// What a failing input says of itself.
  public struct Failure: Error, CustomStringConvertible {
    /// The seed that gives the input again.
    public var seed: UInt64
    /// What did not hold.
    public var reason: String

    /// The reason, and how to see it again.
    public var description: String {
      "\(reason)\nagain: HINDCAST_SEED=\(seed) swift test --filter PropertyTests"
    }
  }

  /// The seeds, in order.
  public let seeds: [UInt64]

  /// Creates a driver of `count` inputs.
  public init(count: Int) {
    let environment = ProcessInfo.processInfo.environment
    if environment["HINDCAST_SEED"] != nil {
      seeds = [SplitMix64.seed]
    } else {
      let factor = environment["HINDCAST_PROPERTIES"].flatMap { Int($0) } ?? 1
      var generator = SplitMix64(seed: SplitMix64.seedDefault)
      seeds = (0..<count * max(1, factor)).map { _ in generator.next() >> 32 }
    }
  }

  /// Calls `body` with a generator for every seed; throws `Failure` for the first that throws.
  public func run(_ body: (inout SplitMix64) throws -> Void) throws {
    for seed in seeds {
      var generator = SplitMix64(seed: seed)
      do {
        try body(&generator)
      } catch {
        throw Failure(seed: seed, reason: "\(error)")
      }
    }
  }
}
