/// Which columns hold what: names, for NDJSON paths such as `IP.source`, or numbers from 1 where there
/// is no header.
public struct FlowColumns: Hashable, Sendable {
  /// The columns with addresses; each gets columns of its own.
  public var addresses: [String]
  /// For each address, in the same order, the columns of which the first that is there has its port;
  /// fewer where some have none.
  public var ports: [[String]]
  /// The column with the instant.
  public var time: String

  /// Creates columns.
  public init(addresses: [String], ports: [[String]], time: String) {
    self.addresses = addresses
    self.ports = ports
    self.time = time
  }

  /// The columns of common logs: they are taken where none are named and one of these alone is there.
  public static let known: [(name: String, columns: FlowColumns)] = [
    (
      "Zeek conn.log",
      FlowColumns(
        addresses: ["id.orig_h", "id.resp_h"],
        ports: [["id.orig_p"], ["id.resp_p"]],
        time: "ts"
      )
    ),
    (
      "VPC flow logs",
      FlowColumns(
        addresses: ["srcaddr", "dstaddr"],
        ports: [["srcport"], ["dstport"]],
        time: "start"
      )
    ),
    (
      "Hubble flows",
      FlowColumns(
        addresses: ["flow.IP.source", "flow.IP.destination"],
        ports: ["source_port", "destination_port"].map { port in
          ["TCP", "UDP", "SCTP"].map { "flow.l4.\($0).\(port)" }
        },
        time: "flow.time"
      )
    ),
    (
      "src_ip and dst_ip",
      FlowColumns(
        addresses: ["src_ip", "dst_ip"],
        ports: [["src_port"], ["dst_port"]],
        time: "time"
      )
    ),
    ("address and time", FlowColumns(addresses: ["address"], ports: [["port"]], time: "time")),
    ("ip and time", FlowColumns(addresses: ["ip"], ports: [["port"]], time: "time")),
  ]
}
