public import TopologyModel

/// A report was asked for that cannot be made; options are named as the command line writes them.
public struct ReportAskingError: CategorizedError {
  /// What becomes of it.
  public var category: AnomalyCategory = .incorrect
  /// What happened, in one line.
  public var message: String
  /// The way out.
  public var help: String?
}
