internal import KubernetesObjects

extension JSONValue {
  /// The value at a field's path, such as `spec.ports[0].port`, or the last one on the way to it
  /// that is there.
  func deepest(towards field: String) -> JSONValue {
    var value = self
    for step in field.split(whereSeparator: { $0 == "." || $0 == "[" || $0 == "]" }) {
      let next: JSONValue?
      if value.isArray {
        next = Int(step).flatMap { position in
          value.elements.dropFirst(position).first { _ in true }
        }
      } else {
        next = value.members.first { $0.key.string == step }?.value
      }
      guard let next else { return value }
      value = next
    }
    return value
  }
}
