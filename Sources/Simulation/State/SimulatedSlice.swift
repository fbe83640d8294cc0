/// An EndpointSlice as it was written last.
struct SimulatedSlice {
  /// The most endpoints of a slice, the controller's default (semantics.md 2.10).
  static let endpointsMax = 100

  /// One of its endpoints.
  struct Endpoint {
    /// The Pod's place.
    var pod: Int
    var serial: Int
    var conditions: EndpointConditions
  }

  let name: String
  let uid: SimulatedUID
  let family: SimulatedFamily
  let created: Int64
  var revision: UInt64 = 0
  var generation = 1
  /// The number of the ports' `http`; what tells apart the ports of two slices of a Service.
  var port: Int
  var endpoints: [Endpoint] = []
  /// The annotation's time; 0 for none.
  var trigger: Int64 = 0
}
