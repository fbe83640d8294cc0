import ArgumentParser

/// What `hindcast export` writes.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
  case recording
  case cloudevents
  case list
}
