/// What is known of the Service that a slice's label names.
public enum ServicePresence: String, Hashable, Sendable, CaseIterable {
  /// Services of the namespace are not observed; nothing is known.
  case notObserved = "not-observed"
  /// There is none of that name.
  case missing = "missing"
  /// It exists.
  case present = "present"
}
