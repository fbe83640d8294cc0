internal import TopologyModel

extension StoreDamage {
  /// What is affected, and what is not.
  public var consequence: String {
    let about = subject.map { "\($0); " } ?? ""
    switch part {
    case .file:
      return about + "any answer may be wrong until the store is restored or salvaged"
    case .tables:
      return about + "any answer may be wrong"
    case .event:
      guard let position, position.value > 0 else {
        return about + "no answer is to be trusted"
      }
      let sound =
        position.value == 1
        ? "no event is sound" : "events 1 to \(position.value - 1) are sound"
      return about
        + "answers that rest on event \(position) or a later one are not to be trusted; \(sound)"
    case .index:
      return about + "the events are sound; questions may miss some, and imports store some twice"
    case .head:
      return about + "the log is not the one that was noted, whatever else holds"
    case .projections:
      let from = position.map { " that know of event \($0)" } ?? ""
      return about + "answers\(from) are not to be trusted; the log is sound"
    }
  }

  /// What to do about it in the store at a path.
  public func help(path: String) -> String {
    switch remedy {
    case .rebuild: "`hindcast rebuild --store \(path)` derives the projections from the log again"
    case .rebuildIndexes:
      "`hindcast rebuild --indexes --store \(path)` derives the log's indexes from its events again"
    case .salvage:
      "restore a backup, or take what still holds into a new store: "
        + "`hindcast salvage \(path) --into FILE`"
    case .restore: "restore a copy whose head is known"
    }
  }
}
