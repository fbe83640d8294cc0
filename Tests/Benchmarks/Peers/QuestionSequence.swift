/// The numbers that choose what is asked: the "minimal standard" generator of Park and Miller.
///
/// Its products fit into the doubles of Lua and the integers of pgbench, so that every peer asks the
/// same questions in the same order.
struct QuestionSequence {
  private static let multiplier = 16_807
  private static let modulus = 2_147_483_647

  private var state: Int

  /// Begins a sequence; the seed is between 1 and 2,147,483,646.
  init(seed: Int) {
    state = seed
  }

  /// The next number below a bound, which is above 0.
  mutating func below(_ bound: Int) -> Int {
    state = state * Self.multiplier % Self.modulus
    return state % bound
  }
}
