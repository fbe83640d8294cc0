import Foundation

/// Makes manifests for tests, and finds those among the project's fixtures.
enum Manifests {
  static func file(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/manifests/\(name)").path()
  }

  static func service(_ name: String, port: String = "80", metadata: String = "") -> String {
    """
    apiVersion: v1
    kind: Service
    metadata:
      name: \(name)
    \(metadata)spec:
      ports:
      - port: \(port)

    """
  }

  static func pod(_ name: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata:
      name: \(name)
    spec: {}

    """
  }

  static func documents(_ documents: String...) -> String {
    documents.joined(separator: "---\n")
  }
}
