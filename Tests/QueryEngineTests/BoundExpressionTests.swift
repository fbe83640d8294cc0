import Testing
import TopologyModel

@testable import QueryEngine

@Suite("conditions")
struct BoundExpressionTests {
  private static let isTrue = BoundExpression.literal(.boolean(true))
  private static let isFalse = BoundExpression.literal(.boolean(false))
  private static let isUnknown = BoundExpression.compare(
    .literal(.null),
    .equal,
    .literal(.integer(1))
  )
  private static let logic: [(expression: BoundExpression, truth: Bool?)] = [
    (isTrue, true), (isFalse, false), (isUnknown, nil),
  ]

  private static func literals(_ values: [Value]) -> [BoundExpression] {
    values.map { .literal($0) }
  }

  private static func truth(_ expression: BoundExpression) -> Bool? {
    expression.truth(in: Sample.row([]))
  }

  private static func compare(
    _ left: Value,
    _ comparison: BoundExpression.Comparison,
    _ right: Value
  ) -> Bool? {
    truth(.compare(.literal(left), comparison, .literal(right)))
  }

  private static func address(_ text: String) throws -> Value {
    .address(try #require(IPAddress(text)))
  }

  // MARK: Logic

  @Test("and, or, not follow Kleene's tables")
  func kleene() {
    for (left, leftTruth) in Self.logic {
      #expect(Self.truth(.not(left)) == leftTruth.map { !$0 })
      for (right, rightTruth) in Self.logic {
        let truths = [leftTruth, rightTruth]
        let both: Bool? = truths.contains(false) ? false : truths.contains(nil) ? nil : true
        let either: Bool? = truths.contains(true) ? true : truths.contains(nil) ? nil : false
        #expect(Self.truth(.and([left, right])) == both, "\(truths)")
        #expect(Self.truth(.or([left, right])) == either, "\(truths)")
      }
    }
    #expect(Self.truth(.and([])) == true)
    #expect(Self.truth(.or([])) == false)
  }

  @Test("a column of booleans is a condition; null in it is unknown, other types are no truth")
  func column() {
    let row = Sample.row([.boolean(true), .boolean(false), .null, .integer(1)])
    let truths = (0..<4).map { BoundExpression.column(.cell($0)).truth(in: row) }
    #expect(truths == [true, false, nil, nil])
  }

  @Test("a condition can be compared and tested like a value")
  func nested() {
    #expect(Self.truth(.compare(Self.isTrue, .equal, .not(Self.isFalse))) == true)
    #expect(Self.truth(.compare(.not(Self.isTrue), .equal, Self.isTrue)) == false)
    #expect(Self.truth(.compare(Self.isUnknown, .equal, Self.isTrue)) == nil)
    #expect(Self.truth(.isNull(Self.isUnknown)) == true)
    #expect(Self.truth(.isNull(Self.isFalse)) == false)
  }

  // MARK: Null

  @Test(
    "a comparison with null is unknown, on either side",
    arguments: [
      BoundExpression.Comparison.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
    ]
  )
  func nullComparison(comparison: BoundExpression.Comparison) {
    #expect(Self.compare(.null, comparison, .integer(1)) == nil)
    #expect(Self.compare(.integer(1), comparison, .null) == nil)
    #expect(Self.compare(.null, comparison, .null) == nil)
    #expect(Self.compare(.list([]), comparison, .null) == nil)
  }

  @Test("only null is null")
  func isNull() {
    #expect(Self.truth(.isNull(.literal(.null))) == true)
    let others: [Value] = [
      .text(""), .list([]), .labels([:]), .boolean(false), .integer(0), .list([.null]),
    ]
    for value in others {
      #expect(Self.truth(.isNull(.literal(value))) == false, "\(value)")
    }
  }

  @Test("tests of null are unknown, and so are their opposites")
  func nullTests() throws {
    let range = try #require(IPRange("10.0.0.0/8"))
    let tests: [BoundExpression] = [
      .like(.literal(.null), "*"), .inRange(.literal(.null), range),
      .oneOf(.literal(.null), Self.literals([.text("a"), .null])),
    ]
    for test in tests {
      #expect(Self.truth(test) == nil, "\(test)")
      #expect(Self.truth(.not(test)) == nil, "\(test)")
    }
  }

  // MARK: Comparisons

  @Test("the six comparisons agree with the order")
  func comparisons() {
    let pairs: [(Value, Value)] = [
      (.integer(1), .integer(2)), (.integer(1), .decimal(1.5)), (.decimal(0.5), .integer(1)),
      (.text("a"), .text("b")), (.instant(Sample.time(1)), .instant(Sample.time(2))),
      (.duration(1), .duration(2)), (.port(Sample.dns), .port(Sample.http)),
      (.port(Sample.dns), .integer(54)), (.integer(79), .port(Sample.http)),
    ]
    for (less, greater) in pairs {
      #expect(Self.compare(less, .less, greater) == true, "\(less) < \(greater)")
      #expect(Self.compare(less, .lessOrEqual, greater) == true)
      #expect(Self.compare(less, .greater, greater) == false)
      #expect(Self.compare(less, .greaterOrEqual, greater) == false)
      #expect(Self.compare(less, .equal, greater) == false)
      #expect(Self.compare(less, .notEqual, greater) == true)
      #expect(Self.compare(greater, .less, less) == false)
      #expect(Self.compare(greater, .greaterOrEqual, less) == true)
    }
    let equals: [(Value, Value)] = [
      (.integer(1), .decimal(1)), (.decimal(1), .integer(1)), (.port(Sample.http), .integer(80)),
      (.integer(80), .port(Sample.http)),
    ]
    for (left, right) in equals {
      #expect(Self.compare(left, .equal, right) == true, "\(left) = \(right)")
      #expect(Self.compare(left, .notEqual, right) == false)
      #expect(Self.compare(left, .less, right) == false)
      #expect(Self.compare(left, .lessOrEqual, right) == true)
      #expect(Self.compare(left, .greaterOrEqual, right) == true)
    }
  }

  @Test("a port equals its number, its name, and its text")
  func ports() {
    let equal: [Value] = [
      .integer(80), .text("http"), .text("80/TCP"), .text("http 80/TCP"), .port(Sample.http),
    ]
    for value in equal {
      #expect(Self.compare(.port(Sample.http), .equal, value) == true, "\(value)")
      #expect(Self.compare(value, .equal, .port(Sample.http)) == true, "\(value)")
      #expect(Self.compare(.port(Sample.http), .notEqual, value) == false, "\(value)")
    }
    let other: [Value] = [
      .integer(81), .text("https"), .text("80"), .text("80/UDP"), .text(""), .port(Sample.dns),
    ]
    for value in other {
      #expect(Self.compare(.port(Sample.http), .equal, value) == false, "\(value)")
      #expect(Self.compare(value, .notEqual, .port(Sample.http)) == true, "\(value)")
    }
  }

  @Test("an address equals any text that spells it")
  func addresses() throws {
    let address = try Self.address("10.0.0.1")
    #expect(Self.compare(address, .equal, .text("::ffff:10.0.0.1")) == true)
    #expect(Self.compare(.text("010.0.0.1"), .equal, address) == true)
    #expect(Self.compare(address, .equal, .text("10.0.0.2")) == false)
    #expect(Self.compare(address, .equal, .text("db.example")) == false)
    #expect(Self.compare(address, .less, try Self.address("::")) == true)
  }

  @Test("values of different types are not equal")
  func types() {
    #expect(Self.compare(.integer(1), .equal, .text("1")) == false)
    #expect(Self.compare(.boolean(true), .equal, .text("true")) == false)
    #expect(Self.compare(.integer(1), .notEqual, .duration(1)) == true)
  }

  // MARK: Lists

  @Test("a list equals a value that it contains, and a list with the same values")
  func lists() throws {
    let list = Value.list([.text("a"), .text("b")])
    #expect(Self.compare(list, .equal, .text("b")) == true)
    #expect(Self.compare(.text("a"), .equal, list) == true)
    #expect(Self.compare(list, .equal, .text("c")) == false)
    #expect(Self.compare(list, .notEqual, .text("a")) == false)
    #expect(Self.compare(list, .notEqual, .text("c")) == true)
    #expect(Self.compare(list, .equal, list) == true)
    #expect(Self.compare(list, .equal, .list([.text("b"), .text("a")])) == false)
    #expect(Self.compare(.list([]), .equal, .text("")) == false)
    #expect(Self.compare(.list([.port(Sample.http)]), .equal, .text("http")) == true)
    #expect(Self.compare(.integer(80), .equal, .list([.port(Sample.http)])) == true)
    let addresses = Value.list([try Self.address("::1"), try Self.address("10.0.0.1")])
    #expect(Self.compare(addresses, .equal, .text("0::1")) == true)
  }

  @Test("`in` holds where one of the choices is equal")
  func oneOf() {
    let choices = Self.literals([.text("a"), .integer(80)])
    func isIn(_ value: Value) -> Bool? { Self.truth(.oneOf(.literal(value), choices)) }
    #expect(isIn(.text("a")) == true)
    #expect(isIn(.text("b")) == false)
    #expect(isIn(.port(Sample.http)) == true)
    #expect(isIn(.list([.text("b"), .text("a")])) == true)
    #expect(isIn(.list([.text("b")])) == false)
    #expect(isIn(.list([])) == false)
    #expect(Self.truth(.oneOf(.literal(.text("a")), [])) == false)
  }

  // MARK: Patterns and ranges

  @Test("`like` tests the text of a value; of a list, any")
  func like() throws {
    func isLike(_ value: Value, _ pattern: String) -> Bool? {
      Self.truth(.like(.literal(value), pattern))
    }
    #expect(isLike(.text("web-1"), "web-*") == true)
    #expect(isLike(.text("web"), "web-*") == false)
    #expect(isLike(.text(""), "*") == true)
    #expect(isLike(.integer(8080), "80*") == true)
    #expect(isLike(.port(Sample.http), "http *") == true)
    #expect(isLike(try Self.address("10.0.0.1"), "10.*") == true)
    #expect(isLike(.list([.text("a"), .text("web-1")]), "web-*") == true)
    #expect(isLike(.list([.text("a"), .null]), "web-*") == false)
    #expect(isLike(.list([]), "*") == false)
  }

  @Test("`in` with a range holds for addresses in it; of a list, any")
  func inRange() throws {
    let range = try #require(IPRange("10.0.0.0/8"))
    func isIn(_ value: Value) -> Bool? { Self.truth(.inRange(.literal(value), range)) }
    #expect(isIn(try Self.address("10.9.9.9")) == true)
    #expect(isIn(try Self.address("11.0.0.0")) == false)
    #expect(isIn(try Self.address("::1")) == false)
    #expect(isIn(.text("10.0.0.1")) == true)
    #expect(isIn(.text("11.0.0.1")) == false)
    #expect(isIn(.text("db.example")) == nil)
    #expect(isIn(.integer(10)) == nil)
    let list = Value.list([try Self.address("::1"), .null, try Self.address("10.0.0.1")])
    #expect(isIn(list) == true)
    #expect(isIn(.list([try Self.address("::1")])) == false)
    #expect(isIn(.list([])) == false)
  }

  // MARK: Columns

  @Test("conditions read labels, and what a row has beside its cells")
  func columns() {
    let row = Sample.row(
      [.labels(["app": "web", "empty": ""]), .text("x")],
      from: 1,
      until: nil,
      certainty: .carried,
      event: 7
    )
    func value(_ column: BoundColumn) -> Value { column.value(in: row) }
    #expect(value(.label(cell: 0, key: "app")) == .text("web"))
    #expect(value(.label(cell: 0, key: "empty")) == .text(""))
    #expect(value(.label(cell: 0, key: "tier")) == .null)
    #expect(value(.label(cell: 1, key: "app")) == .null)
    #expect(value(.cell(1)) == .text("x"))
    #expect(value(.from) == .instant(Sample.time(1)))
    #expect(value(.until) == .null)
    #expect(value(.certainty) == .text("carried"))
    #expect(value(.event) == .integer(7))
    let counted = Sample.row([.integer(0)], from: nil, event: nil)
    #expect(BoundColumn.from.value(in: counted) == .null)
    #expect(BoundColumn.event.value(in: counted) == .null)
    let isWeb = BoundExpression.compare(
      .column(.label(cell: 0, key: "app")),
      .equal,
      .literal(.text("web"))
    )
    #expect(isWeb.truth(in: row) == true)
    #expect(isWeb.truth(in: Sample.row([.labels([:])])) == nil)
  }
}
