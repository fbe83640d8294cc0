import TopologyModel

/// A command was asked for something that cannot be: found while it runs, and told without its usage.
struct UsageError: CategorizedError {
  var category: AnomalyCategory = .incorrect
  var message: String
  var help: String?
}
