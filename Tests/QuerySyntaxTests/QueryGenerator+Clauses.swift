import Diagnostics
import QuerySyntax

extension QueryGenerator {
  mutating func port(
    isTargetAllowed: Bool = true,
    isParameterAllowed: Bool = true
  ) -> PortReference {
    let isTarget = isTargetAllowed && random.oneIn(4)
    if isParameterAllowed, random.oneIn(5) {
      return PortReference(.parameter("p"), isTarget: isTarget)
    }
    let form: PortReference.Form =
      random.oneIn(2)
      ? .number(Int.random(in: 1...65_535, using: &random))
      : .name(random.pick(["http", "80", "1a", "a b", "port", "target", "-x"]))
    let transport = random.oneIn(2) ? random.pick(TransportProtocol.allCases) : nil
    return PortReference(form, transport: transport, isTarget: isTarget)
  }

  mutating func vantage() -> Vantage {
    let pattern = NamePattern(.name(namespace: nil, name: "eu-1", isQuoted: random.oneIn(3)))
    return Vantage(random.oneIn(2) ? .node(pattern) : .zone(pattern))
  }

  mutating func address() -> AddressExpression {
    let texts = ["10.0.0.1", "fd00::1", "::", "::1", "1:2:3:4:5:6:7:8", "::ffff:10.0.0.1"]
    guard !random.oneIn(4) else { return AddressExpression(.parameter("ip")) }
    return AddressExpression(.address(random.pick(texts), port: random.oneIn(3) ? 80 : nil))
  }

  mutating func scope() -> ScopeClause? {
    let namespace =
      random.oneIn(3)
      ? NamePattern(
        .name(namespace: nil, name: random.pick(["shop", "*", "pod"]), isQuoted: false)
      )
      : nil
    let cluster =
      random.oneIn(4)
      ? NamePattern(.name(namespace: nil, name: "arn:eks/prod", isQuoted: true)) : nil
    guard namespace != nil || cluster != nil else { return nil }
    return ScopeClause(namespace: namespace, cluster: cluster)
  }

  mutating func time() -> TimeClause? {
    switch Int.random(in: 0...4, using: &random) {
    case 0: TimeClause(.at(instant()))
    case 1: TimeClause(.atEvent(event()))
    case 2: TimeClause(.span(from: instant(), to: instant()))
    case 3: TimeClause(.since(instant()))
    default: nil
    }
  }

  mutating func knownAt() -> KnownAtClause {
    KnownAtClause(random.oneIn(2) ? .instant(instant()) : .event(event()))
  }

  mutating func event() -> EventReference {
    EventReference(random.oneIn(4) ? .parameter("e") : .number(.random(in: 0...99, using: &random)))
  }

  mutating func instant(isParameterAllowed: Bool = true) -> InstantExpression {
    switch Int.random(in: isParameterAllowed ? 0...5 : 1...5, using: &random) {
    case 0: InstantExpression(.parameter("t"))
    case 1: InstantExpression(.now)
    case 2: InstantExpression(.revision(random.pick(["48213", "1a", "a b", ""])))
    case 3: InstantExpression(.ago(nanoseconds: .random(in: 0...Int64.max, using: &random)))
    default:
      InstantExpression(
        .absolute(nanoseconds: .random(in: Int64.min...Int64.max, using: &random))
      )
    }
  }

  mutating func duration(isParameterAllowed: Bool = true) -> DurationExpression {
    if isParameterAllowed, random.oneIn(5) { return DurationExpression(.parameter("d")) }
    let lengths: [Int64] = [0, 1, 999, 1_000_000, 90_000_000_000, 129_600_000_000_000, .max]
    return DurationExpression(.nanoseconds(random.pick(lengths)))
  }
}
