import Diagnostics
import QuerySyntax

/// The values that `$name` stands for in a query: those of its `let` lines, and those of the
/// parameters that its header declares, as they were given or by default.
struct QueryParameters {
  private var values: [String: ParameterValue] = [:]
  /// What is wrong with the values that were given.
  private(set) var diagnostics: [Diagnostic] = []

  /// Gathers the values of a query; the context has those of declared parameters as texts.
  ///
  /// A query whose parameters became `let` lines is `isStandalone`, and takes none from the context.
  init(_ query: Query, _ context: QueryContext, isStandalone: Bool = false) {
    let declared = query.header.parameters
    let given = isStandalone ? [:] : context.parameters
    for declaration in declared {
      guard let text = given[declaration.name] else {
        if let value = declaration.defaultValue {
          values[declaration.name] = value
        } else {
          report(.missingParameter(declaration.name, declaration.type, span: declaration.span))
        }
        continue
      }
      let source = SourceText(name: "--param", text: text)
      let result = Parser.parseValue(source, as: declaration.type)
      if let value = result.value {
        values[declaration.name] = value
      } else if let first = result.diagnostics.first {
        report(.parameterValue(declaration.name, text, reason: first, span: declaration.span))
      }
    }
    let names = declared.map(\.name)
    for name in given.keys.sorted() where !names.contains(name) {
      report(.undeclaredParameter(name, known: names, span: query.statement.span))
    }
    for line in query.letLines {
      if names.contains(line.name) {
        report(.redeclaredParameter(line.name, span: line.nameSpan))
      }
      values[line.name] = .literal(line.value)
    }
  }

  /// The query without a header, its declared parameters being `let` lines with their values: it asks
  /// the same and needs no parameters.
  func standalone(_ query: Query) -> Query {
    var query = query
    let lines = query.header.parameters.compactMap { declaration in
      values[declaration.name].map { LetLine(name: declaration.name, value: $0.literal) }
    }
    query.header = QueryHeader()
    query.letLines = lines + query.letLines
    return query
  }

  /// The names that have a value, sorted.
  var names: [String] { values.keys.sorted() }

  /// The value of a parameter; nil where it has none.
  subscript(name: String) -> ParameterValue? { values[name] }

  private mutating func report(_ fault: BindingFault) {
    diagnostics.append(fault.diagnostic)
  }
}

extension ParameterValue {
  /// The value as one of an expression: a name or a port is a text or a number there.
  var literal: Literal {
    switch self {
    case .literal(let literal): return literal
    case .name(let pattern):
      switch pattern.form {
      case .name(let namespace, let name, let isQuoted):
        let text = namespace.map { "\($0)/\(name)" } ?? name
        return isQuoted ? .text(text) : .word(text)
      case .uid(let uid): return .word("uid:\(uid)")
      case .parameter(let name): return .text(name)
      }
    case .port(let port):
      switch (port.form, port.transport) {
      case (.number(let number), nil): return .integer(Int64(number))
      case (.number(let number), let transport?):
        return .word("\(number)/\(transport.rawValue)")
      case (.name(let name), let transport?): return .word("\(name)/\(transport.rawValue)")
      case (.name(let name), nil), (.parameter(let name), _): return .text(name)
      }
    }
  }
}
