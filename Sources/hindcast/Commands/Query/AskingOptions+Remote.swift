import ArgumentParser
import Diagnostics
import HindcastClient
import QueryEngine
import QuerySyntax
import TopologyModel

extension AskingOptions {
  /// Asks a server, prints its answer as it comes, and throws the outcome that decides the exit code.
  ///
  /// A server is believed what it says of the cluster, and no more: what a terminal would obey is shown
  /// as in answers from a store.
  func ask(_ source: SourceText, _ remote: RemoteServer) throws {
    // The parameter of the server may not be empty.
    guard source.span.start < source.span.end else {
      refuse(Parser.parse(source).diagnostics, in: source)
      throw CommandOutcome.refused
    }
    let parameters = try remoteParameters(source)
    let isShown = shown.format.isForPeople || Output.isTerminal
    let keepsStyles = shown.display.isColored
    let answer: RemoteAnswer
    do {
      answer = try Waiting.run {
        guard isShown else { return try await remote.query(parameters) { Output.write($0) } }
        var stream = TerminalStream(keepsStyles: keepsStyles)
        defer { Output.write(stream.rest()) }
        return try await remote.query(parameters) { Output.write(stream.shown($0)) }
      }
    } catch let refusal as RemoteRefusal {
      refuse(refusal.diagnostics, in: source)
      throw CommandOutcome.refused
    }
    if let remarks = answer.remarks { Output.message(TerminalText.shown(remarks)) }
    try check(
      isNotObserved: answer.notes.contains(NoteCode.notObserved.rawValue),
      isEmpty: answer.rowCount == 0
    )
  }

  /// What the options and the terminal say, as the parameters of the server's endpoint.
  private func remoteParameters(_ source: SourceText) throws -> [(name: String, value: String)] {
    let display = shown.display
    var parameters = [
      ("query", source.text(in: source.span)), ("format", shown.format.rawValue),
      ("namespace", asked.namespace), ("dnsZone", asked.rules.dnsZone),
    ]
    for (name, value) in try given().sorted(by: { $0.key < $1.key }) {
      parameters.append(("param[\(name)]", value))
    }
    if let cluster = asked.cluster { parameters.append(("cluster", cluster)) }
    if let version = asked.rules.kubernetesVersion {
      parameters.append(("kubernetesVersion", version))
    }
    if let lag = asked.rules.findingLag { parameters.append(("findingLag", lag)) }
    for exclusion in try asked.rules.findingExclusions().exclusions {
      parameters.append(("exclude", exclusion.text))
    }
    if let width = display.width { parameters.append(("width", String(width))) }
    if let tz = shown.tz { parameters.append(("tz", shown.zone.isUTC ? "UTC" : tz)) }
    if display.glyphs == .ascii { parameters.append(("ascii", "true")) }
    if display.isColored { parameters.append(("color", "true")) }
    return parameters
  }
}
