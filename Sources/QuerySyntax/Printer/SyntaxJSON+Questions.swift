import Diagnostics

/// Questions and what they name, as JSON.
extension SyntaxJSON {
  static func write(_ question: Question, to json: inout JSONWriter) {
    let head = QuestionHead(form: question.form)
    node(head.title, question.span, to: &json) { json in
      switch question.form {
      case .podsServing(let service, let port, let vantage, let draining):
        writeService(service, port, vantage, to: &json)
        if let draining {
          json.key("drainingWithin")
          write(draining, to: &json)
        }
      case .podsSelected(let service), .slicesOf(let service):
        writeService(service, nil, nil, to: &json)
      case .podsListed(let service, let port): writeService(service, port, nil, to: &json)
      case .endpointsOf(let service, let port, let vantage):
        writeService(service, port, vantage, to: &json)
      case .servicesServed(let pod), .servicesSelecting(let pod): writeName("pod", pod, to: &json)
      case .podsOnNode(let node): writeName("node", node, to: &json)
      case .owners(let address), .podsWithIP(let address), .servicesWithIP(let address):
        json.key("ip")
        write(address, to: &json)
      case .list: break
      case .findings(let object), .events(let object):
        if let object { write(object, to: &json) }
      case .why(let service, let port, let pod):
        writeService(service, port, nil, to: &json)
        if let pod { writeName("pod", pod, to: &json) }
      case .dns(let name, let type):
        json.key("name")
        write(name, to: &json)
        if let type {
          json.key("type")
          json.write(type.rawValue)
        }
      case .show(let object), .history(let object): write(object, to: &json)
      case .coverage(let kind):
        if let kind {
          json.key("kind")
          json.write(kind.rawValue)
        }
      }
    }
  }

  private static func writeService(
    _ service: NamePattern,
    _ port: PortReference?,
    _ vantage: Vantage?,
    to json: inout JSONWriter
  ) {
    writeName("service", service, to: &json)
    if let port {
      json.key(port.isTarget ? "targetPort" : "port")
      write(port, to: &json)
    }
    switch vantage?.form {
    case .node(let name): writeName("forNode", name, to: &json)
    case .zone(let name): writeName("forZone", name, to: &json)
    case nil: break
    }
  }

  private static func writeName(_ key: String, _ name: NamePattern, to json: inout JSONWriter) {
    json.key(key)
    write(name, to: &json)
  }

  static func write(_ name: NamePattern, to json: inout JSONWriter) {
    node("name", name.span, to: &json) { json in
      switch name.form {
      case .name(let namespace, let name, let isQuoted):
        if let namespace {
          json.key("namespace")
          json.write(namespace)
        }
        json.key("name")
        json.write(name)
        json.key("quoted")
        json.write(isQuoted)
      case .uid(let uid):
        json.key("uid")
        json.write(uid)
      case .parameter(let name):
        json.key("parameter")
        json.write(name)
      }
    }
  }

  private static func write(_ object: ObjectReference, to json: inout JSONWriter) {
    json.key("kind")
    json.write(object.kind.rawValue)
    writeName("object", object.name, to: &json)
  }

  private static func write(_ port: PortReference, to json: inout JSONWriter) {
    node("port", port.span, to: &json) { json in
      switch port.form {
      case .number(let number):
        json.key("number")
        json.write(number)
      case .name(let name):
        json.key("name")
        json.write(name)
      case .parameter(let name):
        json.key("parameter")
        json.write(name)
      }
      if let transport = port.transport {
        json.key("protocol")
        json.write(transport.rawValue)
      }
    }
  }

  static func write(_ address: AddressExpression, to json: inout JSONWriter) {
    node("ip", address.span, to: &json) { json in
      switch address.form {
      case .address(let text, let port):
        json.key("address")
        json.write(text)
        if let port {
          json.key("port")
          json.write(port)
        }
      case .parameter(let name):
        json.key("parameter")
        json.write(name)
      }
    }
  }

  private static func write(_ name: DNSName, to json: inout JSONWriter) {
    node("dns-name", name.span, to: &json) { json in
      switch name.form {
      case .name(let text):
        json.key("name")
        json.write(text)
      case .parameter(let name):
        json.key("parameter")
        json.write(name)
      }
    }
  }
}
