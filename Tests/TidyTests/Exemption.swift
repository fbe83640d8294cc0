/// A file that may break a rule, and why.
struct Exemption {
  let rule: TidyRule
  let path: String
  let reason: String

  /// The exemptions; the list may only shrink.
  static let all: [Exemption] = []

  /// The length of the list; lower it with every exemption that goes.
  static let countMax = 0
}
