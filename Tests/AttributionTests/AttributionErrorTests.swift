import Attribution
import Testing
import TopologyModel

@Suite struct AttributionErrorTests {
  private let fixture: FlowFixture

  init() throws {
    fixture = try FlowFixture()
  }

  private func error(
    _ text: String,
    cluster: String? = nil,
    _ change: (inout FlowOptions) -> Void = { _ in }
  ) -> AttributionError? {
    do {
      _ = try fixture.attribute(text, cluster: cluster, change)
      return nil
    } catch let error as AttributionError {
      return error
    } catch {
      return nil
    }
  }

  @Test func `a column that is not there is refused with those that are`() {
    let found = error("a,b\n1,2\n") {
      $0.addresses = ["c"]
      $0.time = "b"
    }
    #expect(found == .columnUnknown("c", known: ["a", "b"]))
    #expect(found?.help == "the columns are `a`, `b`")
    #expect(found?.category == .incorrect)
  }

  @Test func `columns are not guessed where none, or several logs' are there`() {
    let none = error("a,b\n1,2\n")
    #expect(none == .columnsNotFound(what: "addresses", known: ["a", "b"], layouts: []))
    let several = error("ip,address,time\n1,2,3\n")
    #expect(several?.help?.contains("address and time and ip and time") == true)
    let time = error("a,ts,start\n1,2,3\n") { $0.addresses = ["a"] }
    #expect(
      time == .columnsNotFound(what: "the time", known: ["a", "ts", "start"], layouts: [])
    )
  }

  @Test func `a row that does not end is refused with its line`() {
    let long = String(repeating: "x", count: FlowOptions.rowBytesMax + 10)
    #expect(error("ip,time\n1,2\n\(long)") == .rowTooLong(line: 3))
    #expect(error("ip,time\n1,2\n\(long)\n3,4\n") == .rowTooLong(line: 3))
    #expect(error("ip,time\n1,2\n\"open,4\n5,6\n") == .quoteOpen(line: 3))
  }

  @Test func `compressed input is refused with the way out`() {
    var found: AttributionError?
    do {
      _ = try fixture.attributeBytes([0x1f, 0x8b, 8, 0] + [UInt8](repeating: 0, count: 20))
    } catch {
      found = error as? AttributionError
    }
    #expect(found == .compressed("gzip"))
    #expect(found?.help?.contains("zcat") == true)
  }

  @Test func `clusters and ports are checked before anything is read`() {
    #expect(error("", cluster: "x") == .clusterUnknown("x", known: ["test"]))
    let ports = error("") {
      $0.addresses = ["a"]
      $0.ports = ["b", "c"]
    }
    #expect(ports == .portsWithoutAddress(ports: 2, addresses: 1))
    let many = error("") { $0.addresses = (0...16).map { "a\($0)" } }
    #expect(many == .tooManyAddresses(17))
    let number = error("1,2\n") {
      $0.hasHeader = false
      $0.addresses = ["x"]
      $0.time = "2"
    }
    #expect(number == .columnNotNumbered("x"))
    #expect(error("#separator \\x09\n1\t2\n") == .fieldsMissing(line: 2))
  }
}
