import Diagnostics
import QuerySyntax

extension BindingFault {
  /// The sentence, with its stable code.
  var diagnostic: Diagnostic {
    switch self {
    case .unknownColumn(let name, let known, let span):
      Self.unknown(
        "TQL0201",
        "there is no column `\(name)` here",
        name,
        known,
        kind: "column",
        span: span
      )
    case .unquotedText(let word, let span):
      Self.unquotedText(word, span: span)
    case .comparedTypes(let column, let type, let found, let span):
      Self.comparedTypes(column: column, type, found, span: span)
    case .unorderedType(let column, let type, let span):
      Self.error(
        "TQL0203",
        "`\(column)` is \(Self.article(type)), which has no order",
        span: span,
        label: "no order",
        help: "compare it with `=`, `!=` or `in`"
      )
    case .notACondition(let span):
      Self.error(
        "TQL0204",
        "`where` needs a condition",
        span: span,
        label: "neither true nor false",
        help: "compare it with something: `where ready = true`"
      )
    case .severalClusters, .unknownCluster, .emptyStore:
      storeDiagnostic
    case .unknownParameter, .parameterType, .missingParameter, .parameterValue,
      .undeclaredParameter, .redeclaredParameter:
      parameterDiagnostic
    case .spanStageAtInstant, .emptySpan, .notANumber, .tooManySamples, .unprovenRevision:
      spanDiagnostic
    case .malformedRevision, .stageOrder, .countTooLarge:
      otherDiagnostic
    case .tooMany, .eventsOrder, .stageOnIntervalsInDiff, .revisionsOrder, .futureKnowledge,
      .knownTwice, .forbiddenNamespace:
      statementDiagnostic
    }
  }

  private var storeDiagnostic: Diagnostic {
    switch self {
    case .severalClusters(let names, let span):
      Self.error(
        "TQL0205",
        "the store holds several clusters",
        span: span,
        label: "which one",
        help: "write `in cluster \(names.first ?? "NAME")`; the clusters are "
          + names.map { "`\($0)`" }.joined(separator: ", ")
      )
    case .unknownCluster(let name, let isFlag, let known, let span):
      Self.unknown(
        "TQL0206",
        "there is no cluster `\(name)`\(isFlag ? ", which `--cluster` names," : "") in the store",
        name,
        known,
        kind: "cluster",
        span: span
      )
    case .emptyStore(let isThen, let span):
      Self.error(
        "TQL0207",
        isThen ? "the log held nothing yet at that event or time" : "the store is empty",
        span: span,
        label: "nothing to ask",
        help: isThen
          ? "name a later one; `hindcast status` shows what there is"
          : "import a recording first: `hindcast import FILE`"
      )
    case .unknownColumn, .unquotedText, .comparedTypes, .unorderedType, .notACondition,
      .malformedRevision,
      .stageOrder, .countTooLarge, .spanStageAtInstant, .emptySpan, .notANumber, .tooManySamples,
      .unprovenRevision, .unknownParameter, .parameterType, .missingParameter, .parameterValue,
      .undeclaredParameter, .redeclaredParameter, .tooMany,
      .eventsOrder, .stageOnIntervalsInDiff, .revisionsOrder, .futureKnowledge, .knownTwice,
      .forbiddenNamespace:
      diagnostic
    }
  }

  private var parameterDiagnostic: Diagnostic {
    switch self {
    case .unknownParameter(let name, let known, let span):
      Self.unknown(
        "TQL0208",
        "the parameter `$\(name)` has no value",
        "$\(name)",
        known.map { "$\($0)" },
        kind: "parameter",
        span: span,
        otherwise: "bind it with a line above the question: `let \(name) = …`"
      )
    case .parameterType(let name, let expected, let span):
      Self.error(
        "TQL0209",
        "the parameter `$\(name)` is not \(expected)",
        span: span,
        label: "needs \(expected)",
        help: "bind `$\(name)` to \(expected)"
      )
    case .missingParameter(let name, let type, let span):
      Self.error(
        "TQL0222",
        "the parameter `$\(name)` needs a value",
        span: span,
        label: "has no default",
        help: "give one, for example `--param \(name)=\(type.example)`"
      )
    case .parameterValue(let name, let text, let reason, let span):
      Self.error(
        "TQL0223",
        "`\(text)`, given for `$\(name)`: \(reason.message)",
        span: span,
        label: "declared here",
        help: reason.help
      )
    case .undeclaredParameter(let name, let known, let span):
      Self.undeclared(name, known: known, span: span)
    case .redeclaredParameter(let name, let span):
      Self.error(
        "TQL0225",
        "`$\(name)` is declared by the header already",
        span: span,
        label: "the second time",
        help: "use another name, or leave this line out and give `--param \(name)=…`"
      )
    case .unknownColumn, .unquotedText, .comparedTypes, .unorderedType, .notACondition,
      .malformedRevision,
      .stageOrder, .countTooLarge, .spanStageAtInstant, .emptySpan, .notANumber, .tooManySamples,
      .unprovenRevision, .severalClusters, .unknownCluster, .emptyStore, .tooMany,
      .eventsOrder, .stageOnIntervalsInDiff, .revisionsOrder, .futureKnowledge, .knownTwice,
      .forbiddenNamespace:
      diagnostic
    }
  }

  private var otherDiagnostic: Diagnostic {
    switch self {
    case .malformedRevision(let text, let span):
      Self.error(
        "TQL0211",
        "`\(text)` is not a revision",
        span: span,
        label: "not a revision",
        help: "a revision is a decimal number without leading zero, such as `rv 48213`"
      )
    case .stageOrder(let stage, let isBehindTable, let span):
      Self.error(
        "TQL0212",
        isBehindTable
          ? "`\(stage)` cannot follow `sort`, `limit`, or a `where` on intervals"
          : "`\(stage)` cannot follow a stage over the span",
        span: span,
        label: "comes too late",
        help: isBehindTable
          ? "move it before them: they act on the finished table"
          : "leave one out; behind a stage over the span stand `where`, `select`, `distinct`, "
            + "`count`, `group`, `sort` and `limit`"
      )
    case .countTooLarge(let span):
      Self.error(
        "TQL0213",
        "the number is not a count of rows",
        span: span,
        label: "not a count",
        help: "write a number from 0 to 1000000000"
      )
    case .unknownColumn, .unquotedText, .comparedTypes, .unorderedType, .notACondition,
      .severalClusters,
      .unknownCluster, .emptyStore, .unknownParameter, .parameterType, .spanStageAtInstant,
      .emptySpan, .notANumber, .tooManySamples, .unprovenRevision, .missingParameter,
      .parameterValue, .undeclaredParameter, .redeclaredParameter, .tooMany,
      .eventsOrder, .stageOnIntervalsInDiff, .revisionsOrder, .futureKnowledge, .knownTwice,
      .forbiddenNamespace:
      diagnostic
    }
  }

  private var spanDiagnostic: Diagnostic {
    switch self {
    case .spanStageAtInstant(let stage, let span):
      Self.error(
        "TQL0217",
        "`\(stage)` needs a span of time",
        span: span,
        label: "needs a span",
        help: "ask `from A to B` or `since A`, for example `since -1h`"
      )
    case .emptySpan(let from, let until, let span):
      Self.error(
        "TQL0218",
        "the span ends at \(until), which is not after its beginning at \(from)",
        span: span,
        label: "no time lies in it",
        help: from == until ? "write `at \(from)` for an instant" : "write the earlier time first"
      )
    case .notANumber(let function, let column, let type, let span):
      Self.error(
        "TQL0219",
        "`\(function)` needs numbers or durations, and `\(column)` is \(Self.article(type))",
        span: span,
        label: "not a number",
        help: "use `min`, `max` or `count`"
      )
    case .tooManySamples(let span):
      Self.error(
        "TQL0220",
        "`every` is limited to \(SpanStages.samplesMax) instants",
        span: span,
        label: "too short for the span",
        help: "write a longer duration, or a shorter span"
      )
    case .unprovenRevision(let text, let span):
      Self.error(
        "TQL0221",
        "nothing in the store proves when revision `\(text)` was committed",
        span: span,
        label: "no known time",
        help: "ask `at rv \(text)`, or write a time; `coverage` shows what was recorded"
      )
    case .unknownColumn, .unquotedText, .comparedTypes, .unorderedType, .notACondition,
      .severalClusters,
      .unknownCluster, .emptyStore, .unknownParameter, .parameterType, .malformedRevision,
      .stageOrder, .countTooLarge, .missingParameter, .parameterValue, .undeclaredParameter,
      .redeclaredParameter, .tooMany,
      .eventsOrder, .stageOnIntervalsInDiff, .revisionsOrder, .futureKnowledge, .knownTwice,
      .forbiddenNamespace:
      diagnostic
    }
  }

  private static func unquotedText(_ word: String, span: SourceSpan) -> Diagnostic {
    var diagnostic = error(
      "TQL0201",
      "there is no column `\(word)` here",
      span: span,
      label: "neither a column nor a text",
      help: "write `\"\(word)\"` for the text"
    )
    diagnostic.suggestions = [Suggestion(replacement: "\"\(word)\"", span: span, kind: "text")]
    return diagnostic
  }

  private static func comparedTypes(
    column: String,
    _ type: ColumnType,
    _ found: BoundOperand,
    span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = error(
      "TQL0202",
      "`\(column)` is \(article(type)), and is compared with \(found.text)",
      span: span,
      label: "not \(article(type))",
      help: "write \(example(of: type))"
    )
    if let corrected = found.corrected(for: type) {
      diagnostic.help = "write `\(corrected)`"
      diagnostic.suggestions = [Suggestion(replacement: corrected, span: span, kind: "value")]
    }
    return diagnostic
  }

  private static func undeclared(
    _ name: String,
    known: [String],
    span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = error(
      "TQL0224",
      "the query declares no parameter `\(name)`",
      span: span,
      label: "uses other parameters",
      help: known.isEmpty
        ? "declare it in the header, as in `# param \(name): string`, or leave it out"
        : "its parameters are " + known.map { "`\($0)`" }.joined(separator: ", ")
    )
    if let closest = EditDistance.closest(to: name, in: known) {
      diagnostic.help = "did you mean `--param \(closest)=…`?"
    }
    return diagnostic
  }

  static func error(
    _ code: String,
    _ message: String,
    span: SourceSpan,
    label: String,
    help: String?
  ) -> Diagnostic {
    Diagnostic(
      code: DiagnosticCode(code),
      severity: .error,
      message: message,
      primary: DiagnosticLabel(span: span, text: label),
      help: help
    )
  }

  /// What a column is called in other questions, or elsewhere in the field.
  private static let columnSynonyms = [
    "pod": ["name", "target_name"], "name": ["pod", "service", "target_name"],
    "ip": ["address", "ips", "cluster_ips"], "address": ["ip", "addresses"],
    "status": ["phase", "state"], "host": ["node"], "app": ["workload", "labels"],
    "reason": ["state", "message"], "rule": ["reason"], "time": ["from"], "since": ["from"],
    "start": ["from"], "end": ["until"], "to": ["until"], "old": ["change"],
    "component": ["workload"], "deployment": ["workload"], "owner": ["workload"],
  ]

  private static func unknown(
    _ code: String,
    _ message: String,
    _ name: String,
    _ known: [String],
    kind: String,
    span: SourceSpan,
    otherwise: String? = nil
  ) -> Diagnostic {
    var diagnostic = error(code, message, span: span, label: "unknown", help: otherwise)
    let synonym = kind == "column" ? columnSynonyms[name]?.first { known.contains($0) } : nil
    if let closest = EditDistance.closest(to: name, in: known) ?? synonym {
      diagnostic.help = "did you mean `\(closest)`?"
      diagnostic.suggestions = [Suggestion(replacement: closest, span: span, kind: kind)]
    } else if otherwise == nil {
      diagnostic.help = "there are " + known.map { "`\($0)`" }.joined(separator: ", ")
    }
    return diagnostic
  }

  private static func article(_ type: ColumnType) -> String {
    switch type {
    case .integer, .address, .instant: "an \(type == .address ? "address" : type.rawValue)"
    case .labels: "a map of labels"
    case .document: "an object"
    case .boolean, .decimal, .text, .duration, .port, .texts, .addresses, .ports:
      "a \(type.rawValue)"
    }
  }

  private static func example(of type: ColumnType) -> String {
    switch type {
    case .boolean: "`true` or `false`"
    case .integer, .decimal: "a number, such as `3`"
    case .text, .texts: "a text in quotes, such as `\"Running\"`"
    case .address, .addresses: "an address, such as `10.4.5.6`"
    case .instant: "a time with a zone, such as `2026-11-20T10:15:00Z`"
    case .duration: "a duration, such as `30s`"
    case .port, .ports: "a port's number or name, such as `80` or `http`"
    case .labels: "one label of it, such as `labels.app = \"web\"`"
    case .document: "a condition on another column"
    }
  }
}
