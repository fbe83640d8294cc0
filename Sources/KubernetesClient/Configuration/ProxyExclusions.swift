internal import TopologyModel

/// The servers that `NO_PROXY` keeps from the proxy, by the rules of Go's `httpproxy`.
///
/// `example.com` excludes the host and everything below it, `.example.com` and `*.example.com` only
/// what is below it; addresses and ranges exclude hosts that are written as addresses; each but a
/// range may end in a port; `*` excludes everything. Local servers are never reached by proxy.
struct ProxyExclusions: Hashable {
  private struct Domain: Hashable {
    /// With a leading dot.
    var suffix: String
    var port: String?
    var includesItself: Bool
  }

  private struct Address: Hashable {
    var address: IPAddress
    var port: String?
  }

  private var excludesAll = false
  private var domains: [Domain] = []
  private var addresses: [Address] = []
  private var ranges: [IPRange] = []

  init(_ text: String) {
    for part in text.split(separator: ",") {
      let entry = Self.trimmed(part).lowercased()
      guard !entry.isEmpty else { continue }
      if entry == "*" {
        excludesAll = true
        return
      }
      if entry.contains("/"), let range = IPRange(entry) {
        ranges.append(range)
        continue
      }
      add(entry)
    }
  }

  /// Returns whether a server is reached without a proxy.
  func excludes(host: String, port: Int) -> Bool {
    let host = Self.trimmed(host[...]).lowercased()
    let address = IPAddress(host)
    if host == "localhost" || address.map(Self.isLoopback) == true || excludesAll { return true }
    let port = String(port)
    if let address {
      if ranges.contains(where: { $0.contains(address) }) { return true }
      let isListed = addresses.contains {
        $0.address == address && ($0.port == nil || $0.port == port)
      }
      if isListed { return true }
    }
    return domains.contains { domain in
      guard domain.port == nil || domain.port == port else { return false }
      return host.hasSuffix(domain.suffix)
        || domain.includesItself && host == domain.suffix.dropFirst()
    }
  }

  private mutating func add(_ entry: String) {
    var (host, port) = Self.hostAndPort(entry)
    guard !host.isEmpty else { return }
    if let address = IPAddress(host) {
      addresses.append(Address(address: address, port: port))
      return
    }
    if host.hasPrefix("*.") { host.removeFirst() }
    let isSuffix = host.hasPrefix(".")
    domains.append(
      Domain(suffix: isSuffix ? host : "." + host, port: port, includesItself: !isSuffix)
    )
  }

  private static func hostAndPort(_ entry: String) -> (String, String?) {
    if entry.hasPrefix("["), let end = entry.firstIndex(of: "]") {
      let host = String(entry[entry.index(after: entry.startIndex)..<end])
      let rest = entry[entry.index(after: end)...]
      return (host, rest.count > 1 && rest.first == ":" ? String(rest.dropFirst()) : nil)
    }
    let parts = entry.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return (entry, nil) }
    return (String(parts[0]), parts[1].isEmpty ? nil : String(parts[1]))
  }

  private static func isLoopback(_ address: IPAddress) -> Bool {
    switch address.family {
    case .ipv4: address.bytes[0] == 127
    case .ipv6: address.bytes.dropLast().allSatisfy { $0 == 0 } && address.bytes[15] == 1
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return text
  }
}
