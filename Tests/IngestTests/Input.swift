/// Makes records for tests.
enum Input {
  /// The time `seconds` after the tests' midnight.
  static func time(_ seconds: Int) -> String {
    let minutes = String(100 + seconds / 60).dropFirst()
    return "2026-11-20T00:\(minutes):\(String(100 + seconds % 60).dropFirst())Z"
  }

  static func pod(
    _ name: String,
    _ revision: Int,
    uid: String? = nil,
    namespace: String = "shop",
    extra: String = ""
  ) -> String {
    """
    {"kind":"Pod","apiVersion":"v1","metadata":{"name":"\(name)","namespace":"\(namespace)",\
    "uid":"\(uid ?? "uid-\(name)")","resourceVersion":"\(revision)"\(extra)},"spec":{},"status":{}}
    """
  }

  static func service(_ name: String, _ revision: Int) -> String {
    """
    {"kind":"Service","apiVersion":"v1","metadata":{"name":"\(name)","namespace":"shop",\
    "uid":"uid-\(name)","resourceVersion":"\(revision)"},"spec":{}}
    """
  }

  static func event(_ type: String, _ object: String) -> String {
    #"{"type":"\#(type)","object":\#(object)}"#
  }

  static func watch(_ seconds: Int, _ type: String, _ object: String) -> String {
    #"{"receivedAt":"\#(time(seconds))","event":\#(event(type, object))}"#
  }

  static func bookmark(_ revision: Int, isInitialEnd: Bool = false) -> String {
    let annotations = isInitialEnd ? #","annotations":{"k8s.io/initial-events-end":"true"}"# : ""
    return """
      {"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"\(revision)"\(annotations)}}
      """
  }

  static let expired = """
    {"kind":"Status","status":"Failure","message":"too old resource version: 1 (2)",\
    "reason":"Expired","code":410}
    """

  static func list(_ seconds: Int, _ revision: Int, _ items: [String]) -> String {
    """
    {"receivedAt":"\(time(seconds))","kind":"pods","list":{"kind":"PodList","apiVersion":"v1",\
    "metadata":{"resourceVersion":"\(revision)"},"items":[\(items.joined(separator: ","))]}}
    """
  }

  static func lines(_ records: String...) -> String {
    records.map { $0 + "\n" }.joined()
  }
}
