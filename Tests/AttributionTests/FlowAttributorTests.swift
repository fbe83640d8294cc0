import Attribution
import QueryEngine
import Testing
import TopologyModel

@Suite struct FlowAttributorTests {
  private let fixture: FlowFixture

  init() throws {
    fixture = try FlowFixture()
  }

  @Test func `a row gets the columns of its address's owner`() throws {
    let outcome = try fixture.attribute(
      "time,ip,port\n2026-01-01T10:00:03Z,10.0.0.1,8080\n"
    ) {
      $0.ports = ["port"]
      $0.addresses = ["ip"]
    }
    #expect(
      outcome.text == """
        time,ip,port,owner_kind,owner_namespace,owner_name,owner_uid,owner_workload,owner_node,\
        owner_role,services,certainty,ambiguous,note
        2026-01-01T10:00:03Z,10.0.0.1,8080,Pod,shop,cart-1,pod.shop.cart-1.1,Pod/cart-1,n1,pod-ip,\
        shop/cart:80,observed,,\n
        """
    )
    #expect(outcome.report.rows == 1)
    #expect(outcome.report.owned == 1)
  }

  @Test(arguments: [
    ("10:00:03", "10.0.0.1", "Pod,shop,cart-1", "shop/cart:80"),
    ("10:00:03", "::ffff:10.0.0.1", "Pod,shop,cart-1", "shop/cart:80"),
    ("10:00:03", "fd00:0:0::1", "Pod,shop,cart-1", ""),
    ("10:00:06", "10.0.0.1", "nobody,,", "shop/cart:80 (not eligible)"),
    ("10:00:08.5", "10.0.0.1", "nobody,,", ""),
    ("10:00:09", "10.0.0.1", "Pod,shop,other", ""),
    ("10:00:03", "10.96.0.7", "Service,shop,cart", "shop/cart:80"),
    ("10:00:03", "192.168.0.1", "Node,,n1", ""),
    ("10:00:03", "192.0.2.1", "nobody,,", ""),
  ])
  func `the owner at the row's time is told`(
    time: String,
    address: String,
    owner: String,
    services: String
  ) throws {
    let outcome = try fixture.attribute("time,ip\n2026-01-01T\(time)Z,\(address)\n")
    let cells = outcome.cells(1)
    #expect(cells[2...4].joined(separator: ",") == owner)
    #expect(cells[9] == services)
  }

  @Test func `a finished Pod is named beside nobody`() throws {
    let outcome = try fixture.attribute("time,ip\n2026-01-01T10:00:06Z,10.0.0.1\n")
    let cells = outcome.cells(1)
    #expect(cells[11] == "Pod shop/cart-1 (finished-pod)")
    #expect(cells[12] == "")
  }

  @Test func `a port tells a Pod on the host network from its Node`() throws {
    let rows =
      "time,ip,port\n2026-01-01T10:00:03Z,192.168.0.1,9100\n"
      + "2026-01-01T10:00:03Z,192.168.0.1,22\n"
    let outcome = try fixture.attribute(rows) {
      $0.addresses = ["ip"]
      $0.ports = ["port"]
    }
    #expect(outcome.cells(1)[3...5] == ["Pod", "shop", "host-1"])
    #expect(outcome.cells(1)[12] == "Node n1 (internal-ip)")
    #expect(outcome.cells(1)[13] == "ambiguous-owner;decided-by-port")
    #expect(outcome.cells(2)[3...5] == ["Node", "", "n1"])
    #expect(outcome.cells(2)[12] == "Pod shop/host-1 (host-network)")
    #expect(outcome.cells(2)[13] == "ambiguous-owner")
    #expect(outcome.report.ambiguous == 2)
  }

  @Test func `a port that a Service has not is noted`() throws {
    let rows = "time,ip,port\n2026-01-01T10:00:03Z,10.96.0.7,81\n"
    let outcome = try fixture.attribute(rows) {
      $0.addresses = ["ip"]
      $0.ports = ["port"]
    }
    #expect(outcome.cells(1)[10] == "")
    #expect(outcome.cells(1)[13] == "unknown-port")
  }

  @Test func `rows outside of what was observed say so`() throws {
    let outcome = try fixture.attribute(
      "time,ip\n2025-01-01T00:00:00Z,10.0.0.9\n2026-01-02T00:00:00Z,10.0.0.9\n"
    )
    #expect(outcome.cells(1)[2] == "")
    #expect(outcome.cells(1)[10] == "unknown")
    #expect(outcome.cells(1)[12].contains("not-observed"))
    #expect(outcome.cells(2)[4] == "last")
    #expect(outcome.cells(2)[10] == "carried")
    #expect(outcome.report.unknown == 1)
    #expect(outcome.report.notObserved == 2)
  }

  @Test(arguments: [1, 2, 3, 7, 64])
  func `it does not matter in which pieces the input arrives`(piece: Int) throws {
    let text =
      "\u{feff}ts,a,note\r\n2026-01-01T10:00:03Z,10.0.0.1,\"x, \"\"y\"\"\nz\"\r\n\r\n"
      + "1767261603,\"10.96.0.7\",\r\n1767261603000,bad,q\n,-,last"
    let whole = try fixture.attribute(text) { $0.addresses = ["a"] }
    let pieces = try fixture.attribute(text, piece: piece) { $0.addresses = ["a"] }
    #expect(pieces.text == whole.text)
    #expect(pieces.report == whole.report)
    let added = "Pod,shop,cart-1,pod.shop.cart-1.1,Pod/cart-1,n1,pod-ip,shop/cart:80,observed,,"
    #expect(
      whole.text.hasPrefix("\u{feff}ts,a,note,a_owner_kind,")
        && whole.text.contains(
          "\"x, \"\"y\"\"\nz\",\(added)\r\n\r\n1767261603,\"10.96.0.7\",,Service"
        )
    )
    #expect(whole.text.hasSuffix("\n,-,last,,,,,,,,,,,no-address"))
    #expect(whole.report.rows == 4)
    #expect(whole.report.absent == 1)
    #expect(whole.report.unreadable["unreadable-address"]?.lines == [6])
  }

  @Test func `members are added to NDJSON and nothing else changes`() throws {
    let text = """
      { "time":"2026-01-01T10:00:03Z" ,"IP":{"source":"10.0.0.1","x":[1,{"source":2}]},"n":1.50e3 }
      {"time":"2026-01-01T10:00:03Z","IP.source":"10.96.0.7","IP":null}

      not json
      {"IP":{"source":null}}
      """
    let outcome = try fixture.attribute(text) { $0.addresses = ["IP.source"] }
    let lines = outcome.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines[0] == """
        { "time":"2026-01-01T10:00:03Z" ,"IP":{"source":"10.0.0.1","x":[1,{"source":2}]},\
        "n":1.50e3 ,"owner_kind":"Pod","owner_namespace":"shop","owner_name":"cart-1",\
        "owner_uid":"pod.shop.cart-1.1","owner_workload":"Pod/cart-1","owner_node":"n1",\
        "owner_role":"pod-ip","services":["shop/cart:80"],"certainty":"observed","ambiguous":[],\
        "note":[]}
        """
    )
    #expect(lines[1].contains(#""owner_kind":"Service""#))
    #expect(lines[2] == "")
    #expect(lines[3] == "not json")
    #expect(lines[4].hasPrefix(#"{"IP":{"source":null},"owner_kind":null,"#))
    #expect(lines[4].hasSuffix(#""note":["no-address"]}"#))
    #expect(outcome.report.unreadable["unreadable-row"]?.lines == [4])
  }

  @Test func `an object without members gets them without a comma before`() throws {
    let text = #"{"a":"10.0.0.1","time":"2026-01-01T10:00:03Z"}"# + "\n{ }\n"
    let outcome = try fixture.attribute(text) { $0.addresses = ["a"] }
    #expect(outcome.text.contains("\n{ \"owner_kind\":null"))
  }

  @Test func `several addresses have columns behind their names`() throws {
    let text = "start,srcaddr,dstaddr,srcport,dstport\n1767261603,10.0.0.1,10.96.0.7,8080,80\n"
      .replacing(",", with: " ")
    let outcome = try fixture.attribute(text) { $0.delimiter = 32 }
    #expect(outcome.report.foundColumns == "VPC flow logs")
    let names = outcome.cells(0, delimiter: " ")
    #expect(names[5] == "srcaddr_owner_kind")
    #expect(names[16] == "dstaddr_owner_kind")
    #expect(outcome.cells(1, delimiter: " ")[16] == "Service")
  }

  @Test func `a Zeek log keeps its head and gets fields`() throws {
    let text = """
      #separator \\x09
      #fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p
      #types\ttime\tstring\taddr\tport\taddr\tport
      1767261603.250000\tC1\t10.0.0.1\t8080\t10.96.0.7\t80
      #close\t2026

      """
    let outcome = try fixture.attribute(text)
    #expect(outcome.report.foundColumns == "Zeek conn.log")
    let fields = outcome.cells(1, delimiter: "\t")
    #expect(fields[7] == "id.orig_h_owner_kind")
    #expect(outcome.cells(2, delimiter: "\t").count == fields.count)
    let row = outcome.cells(3, delimiter: "\t")
    #expect(row.count == fields.count - 1)
    #expect(row[6...8] == ["Pod", "shop", "cart-1"])
    #expect(row[15] == "-")
    #expect(outcome.text.hasSuffix("\n#close\t2026\n"))
  }

  @Test func `columns go by number where there is no header`() throws {
    let outcome = try fixture.attribute("10.0.0.1,1767261603\n10.96.0.8,1767261603\n") {
      $0.hasHeader = false
      $0.addresses = ["1"]
      $0.time = "2"
    }
    #expect(outcome.cells(0)[2] == "Pod")
    #expect(outcome.cells(1)[2] == "Service")
  }
}
