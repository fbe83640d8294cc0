import Attribution
import EventLog
import HindcastTestSupport
import Projections
import QueryEngine
import TopologyModel

/// A small store, and rows that are attributed over it.
struct FlowFixture {
  /// What became of rows.
  struct Outcome {
    var text: String
    var report: AttributionReport

    /// The cells of a line, without quotes around any.
    func cells(_ line: Int, delimiter: Character = ",") -> [String] {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return lines[line].split(separator: delimiter, omittingEmptySubsequences: false)
        .map(String.init)
    }
  }

  static let lines = [
    "10:00:00 add node n1 ip=192.168.0.1",
    "10:00:00 add service shop/cart selector=app:cart port=http:80 clusterip=10.96.0.7",
    "10:00:00 add service shop/idle selector=app:idle port=http:81 clusterip=10.96.0.8",
    "10:00:01 add pod shop/cart-1 labels=app:cart ip=10.0.0.1,fd00::1 ready=true node=n1",
    "10:00:01 add pod shop/host-1 ip=192.168.0.1 ready=true node=n1 hostnetwork=true "
      + "ports=metrics:9100",
    "10:00:02 add slice shop/cart-x service=cart port=http:8080 "
      + "endpoint=10.0.0.1,pod:cart-1,ready,serving",
    "10:00:05 modify pod shop/cart-1 phase=Succeeded ready=false",
    "10:00:05 modify slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,notready,notserving",
    "10:00:08 delete pod shop/cart-1",
    "10:00:08 modify slice shop/cart-x endpoint=",
    "10:00:09 add pod shop/other ip=10.0.0.1 ready=true node=n1",
    "10:01:00 add pod shop/last ip=10.0.0.9 ready=true node=n1",
  ]

  let store: TestStore

  init() throws {
    store = try TestStore()
    try store.appendScript(Self.lines.map { ($0, 0) })
  }

  /// Attributes a text, handed over in pieces of some bytes.
  func attribute(
    _ text: String,
    piece: Int = 1 << 20,
    cluster: String? = nil,
    _ change: (inout FlowOptions) -> Void = { _ in }
  ) throws -> Outcome {
    try attributeBytes(Array(text.utf8), piece: piece, cluster: cluster, change)
  }

  /// Attributes bytes, handed over in pieces.
  func attributeBytes(
    _ bytes: [UInt8],
    piece: Int = 1 << 20,
    cluster: String? = nil,
    _ change: (inout FlowOptions) -> Void = { _ in }
  ) throws -> Outcome {
    var options = FlowOptions()
    change(&options)
    return try store.log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      let index = try AttributionIndex(
        reads,
        cluster: try AttributionSource.cluster(named: cluster, in: reads)
      )
      var output: [UInt8] = []
      let attributor = try FlowAttributor(index, options: options) { output += $0 }
      var rest = bytes[...]
      while !rest.isEmpty {
        try Array(rest.prefix(piece)).withUnsafeBufferPointer { try attributor.take($0) }
        rest = rest.dropFirst(piece)
      }
      let report = try attributor.finish()
      return Outcome(text: String(decoding: output, as: UTF8.self), report: report)
    }
  }
}
