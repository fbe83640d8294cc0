import Diagnostics

@testable import QuerySyntax

/// Generates random syntax trees of every form.
struct QueryGenerator {
  var random: SplitMix64

  private static let words = [
    "cart", "shop", "at", "on", "port", "in", "from", "where", "53", "0-a", "cart-1", "pods",
    "since", "as", "for", "count", "7d5f", "1e5", "now", "event", "explain", "a.b",
  ]
  private static let columns = [
    "name", "node", "from", "until", "event", "count", "type", "at", "with", "by", "desc_a", "a1",
  ]
  private static let texts = [
    "", "a", "cart-*", "a\"b", "a\\b", "a\nb\tc", "日本 😀", "# no comment", "a|b", "$x", "/", "\r",
  ]

  mutating func query() -> Query {
    var letLines: [LetLine] = []
    for index in 0..<(random.oneIn(3) ? 2 : 0) {
      letLines.append(LetLine(name: "v\(index)", value: letValue()))
    }
    var header = QueryHeader()
    if random.oneIn(5) {
      header.documentation = ["What it asks", ""]
      header.parameters = ParameterType.allCases.map { type in
        ParameterDeclaration(name: "p_\(type.rawValue)", type: type, defaultValue: value(type))
      }
    }
    return Query(header: header, letLines: letLines, statement: statement())
  }

  private mutating func value(_ type: ParameterType) -> ParameterValue? {
    guard !random.oneIn(3) else { return nil }
    switch type {
    case .service, .pod, .slice: return .name(name(hasNamespace: true))
    case .node: return .name(name(hasNamespace: false))
    case .namespace, .cluster, .zone: return .name(name(hasNamespace: false, isObject: false))
    case .port: return .port(port(isTargetAllowed: false, isParameterAllowed: false))
    case .instant: return .literal(.instant(instant(isParameterAllowed: false)))
    case .duration: return .literal(.duration(duration(isParameterAllowed: false)))
    case .ip: return .literal(.network("10.0.0.0/8"))
    case .number: return .literal(.integer(-3))
    case .string: return .literal(.text(random.pick(Self.texts)))
    case .boolean: return .literal(.boolean(random.oneIn(2)))
    }
  }

  private mutating func letValue() -> Literal {
    random.oneIn(3) ? .word(random.pick(["shop/cart", "cart-*", "53/UDP", "http"])) : literal()
  }

  private mutating func statement() -> Statement {
    let inner = random.oneIn(5) ? diff() : .question(question())
    guard random.oneIn(6) else { return inner }
    return .explain(ExplainStatement(isAnalyze: random.oneIn(2), statement: inner))
  }

  private mutating func question() -> QuestionStatement {
    let count = Int.random(in: 0...3, using: &random)
    return QuestionStatement(
      question: Question(form()),
      scope: scope(),
      time: time(),
      knownAt: random.oneIn(3) ? knownAt() : nil,
      stages: (0..<count).map { _ in Stage(stage()) }
    )
  }

  private mutating func diff() -> Statement {
    var question = Question(form())
    while !question.isAboutState {
      question = Question(form())
    }
    var stages = (0..<2).map { _ in Stage(stage()) }
    stages.removeAll { $0.phase != .sequenced }
    let form: DiffStatement.Form =
      random.oneIn(2)
      ? .instants(from: instant(), to: instant(), knownAt: random.oneIn(2) ? knownAt() : nil)
      : .knowledge(at: instant(), from: event(), to: event())
    return .diff(DiffStatement(question: question, scope: scope(), stages: stages, form: form))
  }

  private mutating func form() -> Question.Form {
    let service = name(hasNamespace: true)
    switch Int.random(in: 0...18, using: &random) {
    case 0, 1:
      return .podsServing(
        service: service,
        port: optional { $0.port() },
        vantage: optional { $0.vantage() },
        draining: optional { $0.duration() }
      )
    case 2: return .podsSelected(service: service)
    case 3: return .podsListed(service: service, port: optional { $0.port() })
    case 4:
      return .endpointsOf(
        service: service,
        port: optional { $0.port() },
        vantage: optional { $0.vantage() }
      )
    case 5: return .slicesOf(service: service)
    case 6: return .servicesServed(pod: service)
    case 7: return .servicesSelecting(pod: service)
    case 8: return .podsOnNode(node: name(hasNamespace: false))
    case 9: return .owners(address: address())
    case 10: return .list(random.pick(Question.Collection.allCases))
    case 11: return .podsWithIP(address: address())
    case 12: return .servicesWithIP(address: address())
    case 13: return .findings(of: optional { $0.object() })
    case 14:
      return .why(
        service: plainName(),
        port: optional { $0.port() },
        pod: optional { $0.plainName() }
      )
    case 15:
      let name: DNSName.Form =
        random.oneIn(3) ? .parameter("n") : .name(random.pick(["a.b.", "type", "_x._tcp.a", "é"]))
      return .dns(name: DNSName(name), type: optional { $0.random.pick(DNSRecordType.allCases) })
    case 16:
      let kind = random.pick(ObjectKind.allCases)
      return .show(ObjectReference(kind: kind, name: plainName(hasNamespace: kind != .node)))
    case 17: return .history(of: object())
    default:
      return random.oneIn(2)
        ? .events(of: optional { $0.object() })
        : .coverage(of: optional { $0.random.pick(ObjectKind.allCases) })
    }
  }

  private mutating func optional<Value>(_ make: (inout QueryGenerator) -> Value) -> Value? {
    random.oneIn(2) ? make(&self) : nil
  }

  private mutating func object() -> ObjectReference {
    let kind = random.pick(ObjectKind.allCases)
    return ObjectReference(kind: kind, name: name(hasNamespace: kind != .node))
  }

  private mutating func plainName(hasNamespace: Bool = true) -> NamePattern {
    var pattern = name(hasNamespace: hasNamespace)
    while pattern.isGlob {
      pattern = name(hasNamespace: hasNamespace)
    }
    return pattern
  }

  private mutating func name(hasNamespace: Bool, isObject: Bool = true) -> NamePattern {
    switch Int.random(in: 0...9, using: &random) {
    case 0: return NamePattern(.name(namespace: nil, name: "pod", isQuoted: true))
    case 1 where isObject: return NamePattern(.uid("0f-1a"))
    case 2: return NamePattern(.name(namespace: nil, name: "a\"b:*", isQuoted: true))
    case 3 where hasNamespace:
      return NamePattern(.name(namespace: "*", name: "cart-*", isQuoted: false))
    case 4 where hasNamespace:
      return NamePattern(.name(namespace: "shop", name: "pod", isQuoted: random.oneIn(2)))
    case 5, 6:
      let name = random.pick(Self.words)
      return NamePattern(
        .name(namespace: hasNamespace ? random.pick(Self.words) : nil, name: name, isQuoted: false)
      )
    default:
      return NamePattern(.name(namespace: nil, name: random.pick(Self.words), isQuoted: false))
    }
  }
}
