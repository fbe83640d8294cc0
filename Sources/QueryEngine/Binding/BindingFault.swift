import Diagnostics
import QuerySyntax
import TopologyModel

/// What can be wrong with a well-formed query.
enum BindingFault: Hashable {
  case unknownColumn(String, known: [String], span: SourceSpan)
  case unquotedText(String, span: SourceSpan)
  case comparedTypes(column: String, type: ColumnType, found: BoundOperand, span: SourceSpan)
  case unorderedType(column: String, type: ColumnType, span: SourceSpan)
  case notACondition(span: SourceSpan)
  case severalClusters([String], span: SourceSpan)
  case unknownCluster(String, isFlag: Bool, known: [String], span: SourceSpan)
  case emptyStore(isThen: Bool, span: SourceSpan)
  case unknownParameter(String, known: [String], span: SourceSpan)
  case parameterType(String, expected: String, span: SourceSpan)
  case missingParameter(String, ParameterType, span: SourceSpan)
  case parameterValue(String, String, reason: Diagnostic, span: SourceSpan)
  case undeclaredParameter(String, known: [String], span: SourceSpan)
  case redeclaredParameter(String, span: SourceSpan)
  case malformedRevision(String, span: SourceSpan)
  case stageOrder(stage: String, isBehindTable: Bool, span: SourceSpan)
  case spanStageAtInstant(stage: String, span: SourceSpan)
  case emptySpan(from: Instant, until: Instant, span: SourceSpan)
  case notANumber(function: String, column: String, type: ColumnType, span: SourceSpan)
  case tooManySamples(span: SourceSpan)
  case unprovenRevision(String, span: SourceSpan)
  case countTooLarge(span: SourceSpan)
  case tooMany(String, max: Int, span: SourceSpan)
  case eventsOrder(from: LogPosition, to: LogPosition, span: SourceSpan)
  case stageOnIntervalsInDiff(span: SourceSpan)
  case revisionsOrder(span: SourceSpan)
  case futureKnowledge(Instant, span: SourceSpan)
  case knownTwice(span: SourceSpan)
  case forbiddenNamespace(String?, allowed: [String], span: SourceSpan)
}
