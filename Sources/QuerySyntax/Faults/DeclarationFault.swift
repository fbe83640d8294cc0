import Diagnostics

/// What can be wrong with `let` lines and the declarations in a header.
enum DeclarationFault: SyntaxFault {
  case letForm(help: String)
  case parameterForm
  case repeatedName(String, first: SourceSpan)
  case unknownType(closest: String?)
  case valueType(type: String, example: String)

  var code: SyntaxDiagnosticCode {
    switch self {
    case .letForm, .parameterForm: .declarationForm
    case .repeatedName: .repeatedName
    case .unknownType: .unknownParameterType
    case .valueType: .valueType
    }
  }
}
