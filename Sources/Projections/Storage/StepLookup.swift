import TopologyModel

/// What is looked up in the proof staircase, of every kind in one statement.
///
/// The arguments are the epoch's number, what is asked, and, where not all that is known counts, the
/// position through which it does.
enum StepLookup: Int, CaseIterable {
  /// The highest revision that was proven by an instant.
  case reached
  /// The earliest instant at which a revision was proven, or one above it.
  case proof
  /// The earliest instant at which a revision above one was proven.
  case proofAbove

  /// The statement, whose columns are the kinds in their order.
  func text(isOfAll: Bool) -> String {
    isOfAll ? Self.texts[rawValue] : Self.textsOfPositions[rawValue]
  }

  private static let texts = allCases.map { $0.made("superseded_at IS NULL") }

  private static let textsOfPositions = allCases.map { lookup in
    lookup.made("position <= ?3 AND (superseded_at IS NULL OR superseded_at > ?3)")
  }

  private func made(_ isVisible: String) -> String {
    let (column, condition, order) =
      switch self {
      case .reached: ("revision", "observed_at <= ?2", "observed_at DESC")
      case .proof: ("observed_at", "revision >= ?2", "revision, observed_at")
      case .proofAbove: ("observed_at", "revision > ?2", "revision, observed_at")
      }
    let parts = ResourceKind.allCases.map { kind in
      """
      (SELECT \(column) FROM projection_step WHERE epoch_id = ?1 AND kind = \(kind.rawValue)
        AND \(condition) AND \(isVisible) ORDER BY \(order) LIMIT 1)
      """
    }
    return "SELECT " + parts.joined(separator: ", ")
  }
}
