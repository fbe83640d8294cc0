/// The targets there are.
enum FuzzTargets {
  static var all: [any FuzzTarget.Type] {
    [
      EventTarget.self, YAMLTarget.self, KubeconfigTarget.self, RecordingTarget.self,
      QueryTarget.self, RequestTarget.self, StoreTarget.self,
    ]
  }

  static func named(_ name: String) -> (any FuzzTarget.Type)? {
    all.first { $0.name == name }
  }
}
