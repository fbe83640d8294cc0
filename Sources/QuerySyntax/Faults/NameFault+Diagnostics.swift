import Diagnostics

extension NameFault {
  func sentence(at span: SourceSpan, in source: SourceText) -> FaultSentence {
    let found = UserText.ticked(span, in: source)
    switch self {
    case .notAName(let what):
      return FaultSentence(
        "expected \(what), found \(found)",
        label: "not a name",
        help: "a name is `cart` or `shop/cart`, with `*` for any text; quote other characters"
      )
    case .kindAsName(let kind, let expected):
      return FaultSentence(
        "expected \(expected), found the kind `\(kind)`",
        label: "a kind, not a name",
        write: "\"\(kind)\"",
        at: span,
        kind: "name",
        suffix: " for an object of that name"
      )
    case .unknownKind(let closest):
      return FaultSentence(
        "unknown kind \(found)",
        label: "not a kind",
        closest: closest,
        at: span,
        kind: "kind",
        otherwise: "kinds are \(UserText.list(ObjectKind.allCases.map(\.rawValue)))"
      )
    case .missingKind(let corrected):
      return FaultSentence(
        "expected a kind before \(found)",
        label: "a kind is missing",
        write: corrected,
        at: span,
        kind: "kind",
        suffix: ", or another of the kinds `pod`, `slice` and `node`"
      )
    case .globNotAllowed(let place):
      return globNotAllowed(found, place)
    case .namespaceNotAllowed(let what, let name):
      return FaultSentence(
        "\(what) has no namespace",
        label: "a name without `/` was expected",
        write: name,
        at: span,
        kind: "name"
      )
    case .portInName(let name, let port, let isService):
      return portInName(name, isService ? port : nil, at: span)
    case .notAPort:
      return FaultSentence(
        "expected a port, found \(found)",
        label: "not a port",
        help: "a port is a number from 1 to 65535 or a name, as in `80`, `http` or `53/UDP`"
      )
    case .unknownProtocol(let corrected):
      return unknownProtocol(found, corrected, at: span)
    case .portWords(let corrected):
      return FaultSentence(
        "a port needs the words `on port`",
        label: "the words are missing",
        write: corrected,
        at: span,
        kind: "port"
      )
    case .notAnAddress(let help):
      let message = "expected an IP address, found \(found)"
      return FaultSentence(message, label: "not an IP address", help: help)
    }
  }

  private func globNotAllowed(_ found: String, _ place: String) -> FaultSentence {
    FaultSentence(
      "\(place) names one object, \(found) may match several",
      label: "a glob",
      help: "write the whole name; `services` and `pods` list the names there are"
    )
  }

  private func portInName(_ name: String, _ port: String?, at span: SourceSpan) -> FaultSentence {
    let message = "a port is no part of a name"
    guard let port else {
      let label = "a name was expected"
      return FaultSentence(message, label: label, write: name, at: span, kind: "name")
    }
    return FaultSentence(
      message,
      label: "name and port",
      write: "\(name) on port \(port)",
      at: span,
      kind: "port"
    )
  }

  private func unknownProtocol(
    _ found: String,
    _ corrected: String?,
    at span: SourceSpan
  ) -> FaultSentence {
    let message = "unknown protocol in \(found)"
    let label = "not TCP, UDP or SCTP"
    guard let corrected else {
      return FaultSentence(message, label: label, help: "write for example `53/UDP`")
    }
    return FaultSentence(message, label: label, write: corrected, at: span, kind: "port")
  }
}
