import ArgumentParser
import KubernetesRules

/// Checks what stands behind `--kubernetes-version`.
enum KubernetesVersionOption {
  /// Throws `ValidationError` for a text that is no version.
  static func validate(_ text: String?) throws {
    guard let text, KubernetesVersion(text) == nil else { return }
    throw ValidationError("`--kubernetes-version \(text)`: write a version such as 1.34")
  }
}
