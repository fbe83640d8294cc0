import Diagnostics

/// What can be wrong with names, kinds, ports and addresses.
enum NameFault: SyntaxFault {
  case notAName(what: String)
  case kindAsName(kind: String, expected: String)
  case unknownKind(closest: String?)
  case missingKind(corrected: String)
  case globNotAllowed(place: String)
  case namespaceNotAllowed(what: String, name: String)
  case portInName(name: String, port: String, isService: Bool)
  case notAPort
  case unknownProtocol(corrected: String?)
  case portWords(corrected: String)
  case notAnAddress(help: String)

  var code: SyntaxDiagnosticCode {
    switch self {
    case .notAName: .notAName
    case .kindAsName: .kindAsName
    case .unknownKind, .missingKind: .unknownKind
    case .globNotAllowed: .globNotAllowed
    case .namespaceNotAllowed: .namespaceNotAllowed
    case .portInName: .portInName
    case .notAPort: .notAPort
    case .unknownProtocol: .unknownProtocol
    case .portWords: .portWords
    case .notAnAddress: .notAnAddress
    }
  }
}
