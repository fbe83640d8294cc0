import Foundation

/// What is asked about: Services with a port, addresses, and the time that the store tells of.
struct Subjects: Codable {
  /// A Service and its first port.
  struct Service: Codable {
    var name: String
    var port: Int
  }

  var cluster: String
  /// The first and the last whole second that is asked about, since 1970.
  var first: Int
  var last: Int
  /// How long the spans of an hour are, in seconds, and those of a day: half of the history at most.
  var hour: Int
  var day: Int
  var services: [Service]
  var addresses: [String]

  static func read(_ folder: String) throws -> Subjects {
    let url = URL(fileURLWithPath: folder).appendingPathComponent("subjects.json")
    return try JSONDecoder().decode(Subjects.self, from: Data(contentsOf: url))
  }

  func write(_ folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let url = URL(fileURLWithPath: folder).appendingPathComponent("subjects.json")
    try encoder.encode(self).write(to: url)
  }
}
