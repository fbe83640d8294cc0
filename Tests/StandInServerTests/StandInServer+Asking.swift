import StandInServer

extension StandInServer {
  /// Sends one request on a connection of its own and returns the whole answer.
  func ask(_ path: String, headers: [String: String] = [:]) async throws -> RawResponse {
    let connection = try await RawConnection.open(to: self)
    try await connection.send(path, headers: headers)
    let response = try await connection.response()
    try await connection.close()
    return response
  }

  /// Opens a watch on a connection of its own.
  func openWatch(_ path: String) async throws -> RawConnection {
    let connection = try await RawConnection.open(to: self)
    try await connection.send(path)
    return connection
  }
}

/// Runs a test against a server, which stops afterwards.
func withServer(
  _ world: StandInWorld,
  options: StandInOptions = StandInOptions(),
  _ body: (StandInServer) async throws -> Void
) async throws {
  let server = try await StandInServer.start(world: world, options: options)
  do {
    try await body(server)
  } catch {
    try await server.stop()
    throw error
  }
  try await server.stop()
}
