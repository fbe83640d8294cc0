import Foundation

/// A server on the loopback that answers one request with what it was given, whatever that is.
final class CannedServer: @unchecked Sendable {
  /// Where it is.
  let url: String
  private let listener: Int32

  /// Begins to listen on a port that the system picks.
  init(answer: String) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 4) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard isListening else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    Thread { Self.serve(listener, answer) }.start()
  }

  deinit {
    // Whoever still waits for a client waits no longer.
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private static func serve(_ listener: Int32, _ answer: String) {
    let client = accept(listener, nil, nil)
    guard client >= 0 else { return }
    defer { close(client) }
    var request = ""
    var bytes = [UInt8](repeating: 0, count: 4096)
    while !isWhole(request) {
      let count = read(client, &bytes, bytes.count)
      guard count > 0 else { return }
      request += String(decoding: bytes[..<count], as: UTF8.self)
    }
    var rest = Array(answer.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Whether a request is there with its body.
  private static func isWhole(_ request: String) -> Bool {
    let parts = request.components(separatedBy: "\r\n\r\n")
    guard parts.count > 1 else { return false }
    let length = parts[0].lowercased().components(separatedBy: "content-length: ").dropFirst().first
    return parts[1].utf8.count >= Int(length?.prefix { $0.isNumber } ?? "0") ?? 0
  }
}
