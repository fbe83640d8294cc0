/// Audit reports.
enum ReportEndpoints {
  static let all: [Endpoint] = []
}
