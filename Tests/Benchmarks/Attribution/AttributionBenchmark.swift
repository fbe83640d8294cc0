/// Placeholder.
@main
struct AttributionBenchmark {
  static func main() {}
}
