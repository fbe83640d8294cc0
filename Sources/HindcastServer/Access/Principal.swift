internal import QueryEngine

/// Who asks, and what they may do.
struct Principal: Sendable {
  /// The name that logs and limits go by.
  var name: String
  var scopes: Set<AccessScope>
  var restriction: AccessRestriction
  /// What they may ask at most, where that is less than the server allows everybody.
  var limits: TokenLimits?

  /// Everybody, where nobody has to say who they are.
  static func anonymous(address: String) -> Principal {
    Principal(name: address, scopes: Set(AccessScope.allCases), restriction: .none)
  }

  func may(_ scope: AccessScope) -> Bool { scopes.contains(scope) || scopes.contains(.admin) }
}
