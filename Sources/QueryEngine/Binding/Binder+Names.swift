import Diagnostics
import KubernetesRules
import QuerySyntax
import TopologyModel

extension Binder {
  mutating func bindQuestion(_ question: Question) -> BoundQuestion? {
    switch question.form {
    case .podsServing(let service, let port, let vantage, let draining):
      return .podsServing(
        service: name(service),
        port: port.flatMap { bindPort($0) },
        vantage: vantage.map { bindVantage($0) },
        draining: draining.flatMap { nanoseconds($0) }
      )
    case .podsListed(let service, let port):
      return .podsListed(service: name(service), port: port.flatMap { bindPort($0) })
    case .podsSelected(let service): return .podsSelected(service: name(service))
    case .endpointsOf(let service, let port, let vantage):
      return .endpointsOf(
        service: name(service),
        port: port.flatMap { bindPort($0) },
        vantage: vantage.map { bindVantage($0) }
      )
    case .slicesOf(let service): return .slicesOf(service: name(service))
    case .servicesServed(let pod): return .servicesServed(pod: name(pod))
    case .servicesSelecting(let pod): return .servicesSelecting(pod: name(pod))
    case .podsOnNode(let node):
      return .podsOnNode(name(node), pod: namespaceScope.map { .all(in: $0, span: node.span) })
    case .owners(let address): return bindAddress(address).map { .owners($0, kind: nil) }
    case .podsWithIP(let address): return bindAddress(address).map { .owners($0, kind: .pod) }
    case .servicesWithIP(let address):
      return bindAddress(address).map { .owners($0, kind: .service) }
    case .list(let collection): return list(collection, span: question.span)
    case .why(let service, let port, let pod):
      return .why(
        service: name(service),
        port: port.flatMap { bindPort($0) },
        pod: pod.map { name($0) }
      )
    case .dns(let name, let type): return bindDNS(name, type)
    case .findings(let object):
      let all = BoundName(
        form: .glob(namespace: namespaceScope ?? "*", name: "*"),
        span: question.span
      )
      return .findings(
        kind: object.map { Self.resourceKind($0.kind) },
        name: object.map { name($0.name) } ?? all,
        lag: context.findingLag,
        isPart: false
      )
    case .events(let object):
      // Without an object, all of a namespace where the scope names one.
      let scope = namespaceScope.map { BoundName.all(in: $0, span: question.span) }
      return .events(
        kind: object.map { Self.resourceKind($0.kind) },
        name: object.map { name($0.name) } ?? scope
      )
    case .coverage(let kind):
      return .coverage(kind: kind.map { Self.resourceKind($0) }, namespace: namespaceScope)
    case .show(let object):
      return .show(kind: Self.resourceKind(object.kind), name: name(object.name))
    case .history(let object):
      return .history(kind: Self.resourceKind(object.kind), name: name(object.name))
    }
  }

  private mutating func bindVantage(_ vantage: Vantage) -> BoundVantage {
    switch vantage.form {
    case .node(let pattern):
      return BoundVantage(form: .node(word(pattern) ?? ""), span: vantage.span)
    case .zone(let pattern):
      return BoundVantage(form: .zone(word(pattern) ?? ""), span: vantage.span)
    }
  }

  private mutating func bindAddress(_ expression: AddressExpression) -> BoundAddress? {
    var form = expression.form
    if case .parameter(let name) = form {
      guard let literal = literal(ofParameter: name, span: expression.span) else { return nil }
      if case .address(let value) = literal { form = value.form }
      if case .text(let text) = literal { form = .address(text, port: nil) }
    }
    if case .address(let text, let port) = form, let ip = IPAddress(text) {
      return BoundAddress(ip: ip, port: port, span: expression.span)
    }
    if case .parameter(let name) = expression.form {
      report(.parameterType(name, expected: "an IP address", span: expression.span))
    }
    return nil
  }

  private mutating func bindDNS(
    _ name: QuerySyntax.DNSName,
    _ type: QuerySyntax.DNSRecordType?
  ) -> BoundQuestion? {
    let bound = type.flatMap { KubernetesRules.DNSRecordType(rawValue: $0.rawValue) }
    switch name.form {
    case .name(let text): return .dns(name: text, type: bound)
    case .parameter(let parameter):
      return text(ofParameter: parameter, span: name.span).map { .dns(name: $0, type: bound) }
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
      .objects(.node, matching: BoundName.all(span: span))
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
      if case .name(let given)? = parameters[parameter] {
        return name(NamePattern(given.form, span: span))
      }
      let text = text(ofParameter: parameter, span: span) ?? ""
      let isLiteral = if case .literal(.text)? = parameters[parameter] { true } else { false }
      if !isLiteral, text.hasPrefix("uid:") {
        return BoundName(form: .uid(String(text.dropFirst(4))), span: span)
      }
      let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 {
        return resolved(
          namespace: String(parts[0]),
          name: String(parts[1]),
          isLiteral: isLiteral,
          span: span
        )
      }
      return resolved(namespace: nil, name: text, isLiteral: isLiteral, span: span)
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
      if case .port(let given)? = parameters[parameter] { return bindPort(given, in: port) }
      guard let literal = literal(ofParameter: parameter, span: port.span) else { return nil }
      switch literal {
      case .integer(let number): return bound(.number(Int(truncatingIfNeeded: number)))
      case .text(let name): return bound(.name(name))
      case .word(let word):
        // A word may name a protocol, too: it is read as the language reads ports.
        let source = SourceText(name: "query", text: word)
        if case .port(let read)? = Parser.parseValue(source, as: .port).value {
          return bindPort(read, in: port)
        }
        report(.parameterType(parameter, expected: "a port's number or name", span: port.span))
        return nil
      case .decimal, .boolean, .duration, .instant, .address, .network:
        report(.parameterType(parameter, expected: "a port's number or name", span: port.span))
        return nil
      }
    }
  }

  /// The port that a parameter stands for, in the place of the parameter.
  private mutating func bindPort(_ given: PortReference, in place: PortReference) -> BoundPort? {
    bindPort(
      PortReference(
        given.form,
        transport: given.transport ?? place.transport,
        isTarget: place.isTarget,
        span: place.span
      )
    )
  }
}
