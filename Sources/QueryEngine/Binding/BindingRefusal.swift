import Diagnostics

/// A query is refused: its diagnostics say why.
struct BindingRefusal: Error {
  var diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  init(_ fault: BindingFault) {
    diagnostics = [fault.diagnostic]
  }
}
