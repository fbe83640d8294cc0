/// A rule, or a part of one, that needs data which Hindcast does not collect.
public struct UncollectedRule: Hashable, Sendable {
  /// The rule's id.
  public let ruleID: String
  /// What of it is left out.
  public let part: String
  /// Why.
  public let reason: String
  /// Whether nothing of the rule is left, so that it is never raised.
  public let isWhole: Bool
}
