import Foundation
import KubernetesObjects
import Testing

/// Objects as a real API server 1.36 sent them, one a file.
enum Fixture {
  static let names = [
    "pod-applied", "pod-hostname", "pod-terminating", "service-externalname", "service-headless",
    "service-loadbalancer", "slice-handmade", "slice-hints", "slice-hostnames",
    "slice-placeholder",
  ]

  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appending(path: "Fixtures/objects/\(name).json")
    return [UInt8](try Data(contentsOf: file))
  }

  static func parse<Result>(_ text: String, _ body: (JSONValue) throws -> Result) throws -> Result {
    try JSONParser().withDocument(Array(text.utf8), body)
  }
}
