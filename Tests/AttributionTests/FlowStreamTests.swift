import Attribution
import EventLog
import Foundation
import HindcastTestSupport
import Projections
import QueryEngine
import Testing
import TopologyModel

@Suite("Rows that are streamed")
struct FlowStreamTests {
  /// What the steps share; they run one after the other.
  private final class Stream: @unchecked Sendable {
    var attributor: FlowAttributor?
    var written: [String] = []
    var failure: (any Error)?
  }

  private static func row(_ address: String, _ time: String = "10:00:03") -> String {
    #"{"ip":"\#(address)","time":"2026-01-01T\#(time)Z"}"# + "\n"
  }

  /// Runs a step on a thread of its own, and waits for it.
  private static func onThread(_ stream: Stream, _ step: @escaping @Sendable () throws -> Void) {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      do { try step() } catch { stream.failure = error }
      done.signal()
    }
    thread.start()
    done.wait()
  }

  @Test("pieces may come from one thread after the other while one moment is held")
  func threads() throws {
    let fixture = try FlowFixture()
    let held = try fixture.store.log.hold()
    let stream = Stream()
    Self.onThread(stream) {
      try held.read { snapshot in
        let reads = try ProjectionSnapshot(snapshot)
        let index = try AttributionIndex(reads, cluster: "test")
        stream.attributor = try FlowAttributor(index, options: FlowOptions()) {
          stream.written.append(String(decoding: $0, as: UTF8.self))
        }
      }
    }
    let basis = try held.read { try $0.head().position }
    // What is appended meanwhile is not seen.
    try fixture.store.appendScript([
      ("10:02:00 add pod shop/new ip=10.0.0.77 ready=true node=n1", 0)
    ])
    let pieces = [Self.row("10.0.0.1"), Self.row("10.96.0.7"), Self.row("10.0.0.77", "10:02:30")]
    for piece in pieces {
      Self.onThread(stream) {
        try held.read { _ in
          try Array(piece.utf8).withUnsafeBufferPointer { try stream.attributor?.take($0) }
          try stream.attributor?.flush()
        }
      }
    }
    Self.onThread(stream) { try held.read { _ in _ = try stream.attributor?.finish() } }
    #expect(stream.failure == nil)
    #expect(stream.written.count == 3)
    #expect(stream.written.first?.contains(#""owner_name":"cart-1""#) == true)
    #expect(stream.written.last?.contains(#""owner_kind":"nobody""#) == true)
    #expect(try held.read { try $0.head().position } == basis)
    #expect(try fixture.store.head().position != basis)
  }

  @Test("output is handed on at flush, the rows that are whole")
  func flush() throws {
    let fixture = try FlowFixture()
    try fixture.store.log.read { snapshot in
      let index = try AttributionIndex(try ProjectionSnapshot(snapshot), cluster: "test")
      var written: [[UInt8]] = []
      let attributor = try FlowAttributor(index, options: FlowOptions()) { written.append($0) }
      func take(_ text: String) throws {
        try Array(text.utf8).withUnsafeBufferPointer { try attributor.take($0) }
      }
      let row = Self.row("10.0.0.1")
      try take(row + row.prefix(20))
      #expect(written.isEmpty)
      try attributor.flush()
      #expect(written.count == 1)
      #expect(written.last?.last == 10)
      try attributor.flush()
      #expect(written.count == 1)
      try take(String(row.dropFirst(20)))
      try attributor.flush()
      #expect(written.count == 2)
      #expect(written.first == written.last)
      #expect(try attributor.finish().rows == 2)
      #expect(written.count == 2)
    }
  }
}
