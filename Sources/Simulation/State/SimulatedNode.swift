/// A Node, and which of its Pods' addresses are taken.
struct SimulatedNode {
  /// The first and the last part of an address that Pods may have.
  static let hosts = 2...254

  let number: Int
  let name: String
  let uid: SimulatedUID
  let created: Int64
  let zone: String
  var revision: UInt64 = 0
  var heartbeat: Int64
  var isCordoned = false
  /// How many Pods were bound to it and are still there.
  var podCount = 0
  private var taken: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init(number: Int, created: Int64, zones: Int, _ random: inout SeededGenerator) {
    self.number = number
    name = "node-" + String(repeating: "0", count: max(0, 3 - String(number).count)) + "\(number)"
    uid = SimulatedUID(&random)
    self.created = created
    heartbeat = created
    zone = ["zone-a", "zone-b", "zone-c"][number % min(zones, 3)]
  }

  /// The Node's own address.
  var address: String { "172.\(16 + number >> 16).\(number >> 8 & 255).\(number & 255)" }

  /// Takes the lowest free address, so that addresses come again soon; nil where there is none.
  mutating func takeHost() -> Int? {
    for host in Self.hosts where !isTaken(host) {
      mark(host, true)
      return host
    }
    return nil
  }

  /// Gives an address back.
  mutating func freeHost(_ host: Int) {
    mark(host, false)
  }

  /// The address of a Pod on the Node.
  func podAddress(_ host: Int, _ family: SimulatedFamily) -> String {
    switch family {
    case .ipv4: "10.\(128 + number >> 8).\(number & 255).\(host)"
    case .ipv6: "fd00:10:244:\(String(number, radix: 16))::\(String(host, radix: 16))"
    }
  }

  private func isTaken(_ host: Int) -> Bool {
    let bit = UInt64(1) << UInt64(host & 63)
    switch host >> 6 {
    case 0: return taken.0 & bit != 0
    case 1: return taken.1 & bit != 0
    case 2: return taken.2 & bit != 0
    default: return taken.3 & bit != 0
    }
  }

  private mutating func mark(_ host: Int, _ isTaken: Bool) {
    let bit = UInt64(1) << UInt64(host & 63)
    switch host >> 6 {
    case 0: taken.0 = isTaken ? taken.0 | bit : taken.0 & ~bit
    case 1: taken.1 = isTaken ? taken.1 | bit : taken.1 & ~bit
    case 2: taken.2 = isTaken ? taken.2 | bit : taken.2 & ~bit
    default: taken.3 = isTaken ? taken.3 | bit : taken.3 & ~bit
    }
  }
}
