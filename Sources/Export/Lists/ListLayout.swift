/// How a list of objects is written.
public enum ListLayout: String, CaseIterable, Sendable {
  /// As YAML.
  case yaml
  /// As JSON, an object a line.
  case json
}
