/// The texts of questions and of what they name.
extension QueryPrinter {
  func questionText(_ form: Question.Form) -> String {
    switch form {
    case .podsServing(let service, let port, let vantage, let draining):
      let within = draining.map { " including draining within \(durationText($0))" } ?? ""
      return "pods serving \(nameText(service))\(onText(port))\(forText(vantage))\(within)"
    case .podsSelected(let service): return "pods selected by \(nameText(service))"
    case .podsListed(let service, let port):
      return "pods listed by \(nameText(service))\(onText(port))"
    case .endpointsOf(let service, let port, let vantage):
      return "endpoints of \(nameText(service))\(onText(port))\(forText(vantage))"
    case .slicesOf(let service): return "slices of \(nameText(service))"
    case .servicesServed(let pod): return "services served by \(nameText(pod))"
    case .servicesSelecting(let pod): return "services selecting \(nameText(pod))"
    case .podsOnNode(let node): return "pods on node \(nameText(node))"
    case .owners(let address): return "owners of ip \(addressText(address))"
    case .list(let collection): return collection.rawValue
    case .podsWithIP(let address): return "pods with ip \(addressText(address))"
    case .servicesWithIP(let address): return "services with ip \(addressText(address))"
    case .findings(let object): return "findings\(ofText(object))"
    case .why(let service, let port, let pod):
      let podText = pod.map { " pod \(nameText($0))" } ?? ""
      return "why \(nameText(service))\(onText(port))\(podText)"
    case .dns(let name, let type):
      return "dns \(dnsText(name))\(type.map { " type \($0.rawValue)" } ?? "")"
    case .show(let object): return "show \(objectText(object))"
    case .history(let object): return "history of \(objectText(object))"
    case .events(let object): return "events\(ofText(object))"
    case .coverage(let kind): return "coverage\(kind.map { " of \($0.rawValue)" } ?? "")"
    }
  }

  private func onText(_ port: PortReference?) -> String {
    guard let port else { return "" }
    return " on \(port.isTarget ? "target " : "")port \(portText(port))"
  }

  private func forText(_ vantage: Vantage?) -> String {
    switch vantage?.form {
    case .node(let name): " for node \(nameText(name))"
    case .zone(let name): " for zone \(nameText(name, isObject: false))"
    case nil: ""
    }
  }

  private func ofText(_ object: ObjectReference?) -> String {
    object.map { " of \(objectText($0))" } ?? ""
  }

  private func objectText(_ object: ObjectReference) -> String {
    "\(object.kind.rawValue) \(nameText(object.name))"
  }

  /// Returns a name; those of objects are quoted if they are the words of kinds.
  func nameText(_ pattern: NamePattern, isObject: Bool = true) -> String {
    switch pattern.form {
    case .uid(let uid): return "uid:\(uid)"
    case .parameter(let name): return "$\(name)"
    case .name(let namespace, let name, let isQuoted):
      let text = namespace.map { "\($0)/\(name)" } ?? name
      let isKind = isObject && namespace == nil && ObjectKind(rawValue: name) != nil
      let isBare =
        SyntaxSpelling.isBareName(name) && namespace.map(SyntaxSpelling.isBareName) ?? true
      return isQuoted || isKind || !isBare ? SyntaxSpelling.quoted(text) : text
    }
  }

  func portText(_ port: PortReference) -> String {
    let suffix = port.transport.map { "/\($0.rawValue)" } ?? ""
    switch port.form {
    case .number(let number): return "\(number)\(suffix)"
    case .parameter(let name): return "$\(name)"
    case .name(let name):
      let isBare =
        !name.isEmpty && name.utf8.count <= 63 && name.utf8.first != UInt8(ascii: "-")
        && name.utf8.allSatisfy { ByteClass.isIdentifier($0) || $0 == UInt8(ascii: "-") }
        && !name.utf8.allSatisfy(ByteClass.isDigit)
      return (isBare ? name : SyntaxSpelling.quoted(name)) + suffix
    }
  }

  func addressText(_ address: AddressExpression) -> String {
    switch address.form {
    case .parameter(let name): return "$\(name)"
    case .address(let text, nil): return text
    case .address(let text, let port?):
      let isIPv6 = text.utf8.contains(UInt8(ascii: ":"))
      return isIPv6 ? "[\(text)]:\(port)" : "\(text):\(port)"
    }
  }

  private func dnsText(_ name: DNSName) -> String {
    switch name.form {
    case .parameter(let name): return "$\(name)"
    case .name(let text):
      let isBare = SyntaxSpelling.isBareName(text) && !text.utf8.contains(UInt8(ascii: "*"))
      return isBare || AddressText.isAddress(Array(text.utf8)[...])
        ? text : SyntaxSpelling.quoted(text)
    }
  }

  func instantText(_ instant: InstantExpression) -> String {
    switch instant.form {
    case .absolute(let nanoseconds):
      return instant.spelling ?? InstantText.canonical(nanoseconds)
    case .now: return "now"
    case .ago(let nanoseconds):
      return instant.spelling ?? "-\(DurationText.canonical(nanoseconds))"
    case .parameter(let name): return "$\(name)"
    case .revision(let text):
      let isBare = !text.isEmpty && text.utf8.allSatisfy(ByteClass.isWord)
      return "rv \(isBare ? text : SyntaxSpelling.quoted(text))"
    }
  }

  func eventText(_ event: EventReference) -> String {
    switch event.form {
    case .number(let number): "event \(number)"
    case .parameter(let name): "event $\(name)"
    }
  }

  func durationText(_ duration: DurationExpression) -> String {
    switch duration.form {
    case .nanoseconds(let nanoseconds):
      duration.spelling ?? DurationText.canonical(nanoseconds)
    case .parameter(let name): "$\(name)"
    }
  }
}
