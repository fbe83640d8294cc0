import Diagnostics
import Ingest
import TopologyModel

/// Says what became of an import.
struct ImportSummary {
  let report: ImportReport
  let storePath: String

  func write() {
    Output.write(counts() + "\n")
    for note in report.notes {
      Output.message("note: \(DisplayWidth.escaped(note.message)) (\(shown(note.file)))\n")
    }
    for difference in report.differences {
      Output.message(
        "note: \(difference.object.slot.kind.kindName) `\(shown(difference.object.description))` at "
          + "revision \(difference.revision) differs from what event \(difference.position) holds, "
          + "first at `\(shown(difference.field))`; the first one stays (\(shown(difference.file)))\n"
      )
    }
    for failure in report.failures + report.skipped { Output.message(sentence(failure)) }
    if !report.failures.isEmpty {
      Output.message(
        "everything before \(report.failures.count == 1 ? "it" : "them") is stored; "
          + "\(count(report.recordsNotRead, "record")) not read\n"
      )
    }
  }

  private func counts() -> String {
    var parts = ["\(count(report.appended + report.seen, "event")) stored"]
    if report.seen > 0 { parts.append("\(report.seen) of them seen again, earlier or better") }
    if report.duplicates > 0 { parts.append("\(report.duplicates) known already") }
    if report.behindHorizon > 0 {
      parts.append("\(report.behindHorizon) from before the retention horizon skipped")
    }
    if report.differingBodies > 0 { parts.append("\(report.differingBodies) with another body") }
    if report.invalidRecords > 0 { parts.append("\(report.invalidRecords) passed over") }
    return "\(shown(storePath)): \(count(report.records, "record")) read, "
      + parts.joined(separator: ", ")
  }

  private func sentence(_ failure: ImportFailure) -> String {
    var place = shown(failure.file)
    if let line = failure.line { place += ":\(line)" }
    if let offset = failure.byteOffset { place += " (byte \(offset))" }
    var text = "error: \(place): \(DisplayWidth.escaped(failure.message))\n"
    if !failure.help.isEmpty { text += "help: \(DisplayWidth.escaped(failure.help))\n" }
    return text
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private func shown(_ text: String) -> String { DisplayWidth.escaped(text) }
}
