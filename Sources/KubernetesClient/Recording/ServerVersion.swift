internal import Foundation

/// The version of an API server.
struct ServerVersion: Decodable {
  private var major: String
  private var minorText: String

  private enum CodingKeys: String, CodingKey {
    case major
    case minorText = "minor"
  }

  /// The minor version; some distributions write `32+`.
  var minor: Int { Int(minorText.prefix { $0.isNumber }) ?? 0 }

  /// Major and minor version, such as `1.36`.
  var text: String { "\(major).\(minor)" }

  /// Asks a server; nil where it does not tell.
  static func ask(_ server: APIServer) async -> ServerVersion? {
    guard let answer = try? await server.get("/version"), answer.code == 200,
      let bytes = try? await answer.bytes(max: 1 << 20)
    else { return nil }
    return try? JSONDecoder().decode(ServerVersion.self, from: Data(bytes))
  }
}
