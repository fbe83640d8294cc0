import TopologyModel

/// What a `TestConsoleEnvironment` refuses.
struct TestConsoleFault: CategorizedError {
  var category: AnomalyCategory { .notFound }
  var message: String
  var help: String? { nil }

  init(_ message: String) {
    self.message = message
  }
}
