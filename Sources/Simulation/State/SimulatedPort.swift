/// A port of a Service.
struct SimulatedPort: Hashable {
  var name: String
  var number: Int
  /// The container's port; nil for its port named `http`, whose number the template says.
  var target: Int?
}
