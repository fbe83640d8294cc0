internal import Diagnostics
public import KubernetesRules
internal import QuerySyntax

/// Texts that stand for values of the language, outside of queries.
public enum ParameterText {
  /// What a text is to be.
  public enum Kind: Sendable {
    /// A time, absolute or relative.
    case instant
    /// The name of a namespace, or a glob.
    case namespace
    /// The name of a Service, or a glob.
    case service
  }

  /// What is wrong with a text, and the way out; nil where nothing is.
  ///
  /// `name` is what the text was given for.
  public static func fault(
    of text: String,
    named name: String,
    as kind: Kind
  ) -> (message: String, help: String?)? {
    let type: ParameterType =
      switch kind {
      case .instant: .instant
      case .namespace: .namespace
      case .service: .service
      }
    let result = Parser.parseValue(SourceText(name: name, text: text), as: type)
    guard result.value == nil, let first = result.diagnostics.first else { return nil }
    return (first.message, first.help)
  }

  /// The version of a text such as `1.34`; nil for a text that is none.
  public static func kubernetesVersion(_ text: String) -> KubernetesVersion? {
    KubernetesVersion(text)
  }
}
