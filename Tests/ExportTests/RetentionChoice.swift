import KubernetesObjects

/// How much of the bodies a test's store keeps.
enum RetentionChoice {
  case standard
  case full

  var policy: RedactionPolicy {
    switch self {
    case .standard: .standard
    case .full: .full
    }
  }
}
