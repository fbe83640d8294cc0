import Diagnostics
import QuerySyntax
import TopologyModel

extension Binder {
  mutating func bindQuestion(_ question: Question) -> BoundQuestion? {
    switch question.form {
    case .podsServing(let service, let port, let vantage, let draining):
      if let vantage {
        report(
          .notYet(
            what: "`for node` and `for zone`",
            instead: "leave it out: the answer is then the set of a node without locality",
            span: vantage.span
          )
        )
      }
      if let draining {
        report(.notYet(what: "`including draining`", instead: "leave it out", span: draining.span))
      }
      return .podsServing(service: name(service), port: port.flatMap { bindPort($0) })
    case .podsListed(let service, let port):
      return .podsListed(service: name(service), port: port.flatMap { bindPort($0) })
    case .podsSelected(let service): return .podsSelected(service: name(service))
    case .endpointsOf(let service, let port, let vantage):
      if let vantage {
        report(
          .notYet(what: "`for node` and `for zone`", instead: "leave it out", span: vantage.span)
        )
      }
      return .endpointsOf(service: name(service), port: port.flatMap { bindPort($0) })
    case .slicesOf(let service): return .slicesOf(service: name(service))
    case .list(let collection): return list(collection, span: question.span)
    case .events(let object):
      return .events(
        kind: object.map { Self.resourceKind($0.kind) },
        name: object.map { name($0.name) }
      )
    case .coverage(let kind): return .coverage(kind: kind.map { Self.resourceKind($0) })
    case .servicesServed, .servicesSelecting, .podsOnNode, .owners, .podsWithIP, .servicesWithIP,
      .findings, .why, .dns, .show, .history:
      report(
        .notYet(
          what: "this question",
          instead: Self.alternative(to: question.form),
          span: question.span
        )
      )
      return nil
    }
  }

  private static func alternative(to form: Question.Form) -> String {
    switch form {
    case .podsOnNode: "ask `pods | where node = \"NAME\"`"
    case .owners, .podsWithIP: "ask `pods in namespace * | where ips = \"10.4.5.6\"`"
    case .servicesWithIP: "ask `services in namespace * | where cluster_ips = \"10.96.0.1\"`"
    case .history, .show: "ask `events of pod NAME`"
    case .servicesServed, .servicesSelecting:
      "ask `endpoints in namespace * | where target_name = \"NAME\"`"
    case .why, .findings, .dns: "ask `endpoints of SERVICE` and `pods selected by SERVICE`"
    case .podsServing, .podsSelected, .podsListed, .endpointsOf, .slicesOf, .list, .events,
      .coverage:
      "ask at an instant, with `at TIME`"
    }
  }

  private func list(_ collection: Question.Collection, span: SourceSpan) -> BoundQuestion {
    let all = BoundName(
      form: .glob(namespace: namespaceScope ?? "*", name: "*"),
      span: span
    )
    return switch collection {
    case .pods: .objects(.pod, matching: all)
    case .services: .objects(.service, matching: all)
    case .slices: .objects(.endpointSlice, matching: all)
    case .nodes:
      .objects(.node, matching: BoundName(form: .glob(namespace: "*", name: "*"), span: span))
    case .endpoints: .endpoints(matching: all)
    }
  }

  static func resourceKind(_ kind: ObjectKind) -> ResourceKind {
    switch kind {
    case .service: .service
    case .pod: .pod
    case .slice: .endpointSlice
    case .node: .node
    }
  }

  mutating func name(_ pattern: NamePattern) -> BoundName {
    let span = pattern.span
    switch pattern.form {
    case .uid(let uid): return BoundName(form: .uid(uid), span: span)
    case .name(let space, let name, let isQuoted):
      return resolved(namespace: space, name: name, isLiteral: isQuoted, span: span)
    case .parameter(let parameter):
      let text = text(ofParameter: parameter, span: span) ?? ""
      let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 {
        return resolved(
          namespace: String(parts[0]),
          name: String(parts[1]),
          isLiteral: false,
          span: span
        )
      }
      return resolved(namespace: nil, name: text, isLiteral: false, span: span)
    }
  }

  private func resolved(
    namespace space: String?,
    name: String,
    isLiteral: Bool,
    span: SourceSpan
  ) -> BoundName {
    let space = space ?? namespace
    let isGlob = !isLiteral && (space.utf8.contains(42) || name.utf8.contains(42))
    return BoundName(
      form: isGlob ? .glob(namespace: space, name: name) : .exact(namespace: space, name: name),
      span: span
    )
  }

  mutating func bindPort(_ port: PortReference) -> BoundPort? {
    let transport = port.transport.flatMap {
      TopologyModel.TransportProtocol(rawValue: $0.rawValue)
    }
    func bound(_ form: BoundPort.Form) -> BoundPort {
      BoundPort(form: form, transport: transport, isTarget: port.isTarget, span: port.span)
    }
    switch port.form {
    case .number(let number): return bound(.number(number))
    case .name(let name): return bound(.name(name))
    case .parameter(let parameter):
      guard let literal = literal(ofParameter: parameter, span: port.span) else { return nil }
      switch literal {
      case .integer(let number): return bound(.number(Int(truncatingIfNeeded: number)))
      case .text(let name), .word(let name): return bound(.name(name))
      case .decimal, .boolean, .duration, .instant, .address, .network:
        report(.parameterType(parameter, expected: "a port's number or name", span: port.span))
        return nil
      }
    }
  }
}
