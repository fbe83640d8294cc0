import Diagnostics
import EventLog
import Projections
import QueryEngine
import TopologyModel

/// The state that the cases of one script share, and what each directive does with it.
final class ScriptSession {
  private var store: TestStore
  private var world = ScriptWorld()
  private var feeds: [String: ScriptWorld] = [:]
  private var evaluator: QueryEvaluator?

  init() throws {
    store = try TestStore()
  }

  /// Runs a case and returns its output; throws for what no expectation may hold.
  func output(of testCase: ScriptCase) throws -> String {
    let directive = testCase.directive
    switch directive.name {
    case "events", "listing", "watch": return try events(testCase)
    case "manifests": return try manifests(testCase)
    case "query": return try query(testCase)
    case "tokens", "syntax", "print": return try SyntaxDirectives.output(of: testCase)
    case "dump": return try dump(directive)
    case "rebuild":
      try directive.allow()
      return try rebuild()
    case "restart":
      try directive.allow()
      try store.reopen()
      evaluator = nil
      return "reopened at \(try store.head().position)"
    case "clear":
      try directive.allow()
      store = try TestStore()
      world = ScriptWorld()
      feeds = [:]
      evaluator = nil
      return ""
    case "repl": return try ReplDirective.output(of: testCase, store, latest: world.latest)
    case "retain": return try retain(directive)
    case "verify":
      try directive.allow()
      return try verify()
    case "plan", "explain", "audit", "http":
      throw ScriptError("the directive `\(directive.name)` is not there yet")
    default: throw ScriptError("there is no directive `\(directive.name)`")
    }
  }

  // MARK: Recording

  /// Appends the records of a case, those of one time in one transaction.
  private func events(_ testCase: ScriptCase) throws -> String {
    let directive = testCase.directive
    try directive.allow(words: ["unsettled"], options: ["cluster", "feed", "opening"])
    evaluator = nil
    let isOther = directive.options["feed"] != nil
    let name = directive.options["feed"] ?? "script"
    var world = isOther ? feeds[name] ?? otherWorld(name, directive) : self.world
    let records = try testCase.input.filter { !$0.isEmpty }.map { try ScriptRecord(line: $0) }
    if world.latest == nil, let first = records.first {
      let kinds = try openingKinds(directive, isOther: isOther)
      let time = first.time.advanced(byNanoseconds: -1_000_000_000)
      if !kinds.isEmpty {
        let drafts = try world.open(kinds, at: time, next: try nextPosition())
        try store.append(drafts, recordedAt: time)
      }
    }
    let outcomes = try append(records, to: &world)
    if !directive.words.contains("unsettled"), let latest = world.latest {
      try store.append(try world.settle(), recordedAt: latest)
    }
    if isOther { feeds[name] = world } else { self.world = world }
    return Self.text(of: outcomes)
  }

  /// Imports the input, manifests, into a cluster of its own, `planned` unless it is named.
  private func manifests(_ testCase: ScriptCase) throws -> String {
    let directive = testCase.directive
    try directive.allow(options: ["at", "cluster"])
    evaluator = nil
    guard let text = directive.options["at"], let time = ScriptTime.instant(text) else {
      throw ScriptError("`manifests` says when, such as `at=10:00:01.5`")
    }
    let first = try nextPosition()
    try store.importManifests(
      testCase.input.joined(separator: "\n") + "\n",
      cluster: directive.options["cluster"] ?? "planned",
      at: time
    )
    let last = try nextPosition() - 1
    return last < first ? "appended nothing" : "appended \(first)..\(last)"
  }

  private func otherWorld(_ name: String, _ directive: ScriptDirective) -> ScriptWorld {
    ScriptWorld(feed: name, cluster: directive.options["cluster"] ?? world.feed.cluster)
  }

  private func openingKinds(
    _ directive: ScriptDirective,
    isOther: Bool
  ) throws -> [ResourceKind] {
    guard let opening = directive.options["opening"] else {
      return isOther ? [] : ResourceKind.allCases
    }
    if opening == "none" { return [] }
    return try opening.split(separator: ",").map { word in
      guard let kind = ScriptObject.kind(of: String(word)) else {
        throw ScriptError("`\(word)` of `opening=` is no kind such as `pods`")
      }
      return kind
    }.sorted()
  }

  private func nextPosition() throws -> Int {
    Int(try store.head().position.value) + 1
  }

  private func append(
    _ records: [ScriptRecord],
    to world: inout ScriptWorld
  ) throws -> [AppendReceipt.Outcome] {
    var outcomes: [AppendReceipt.Outcome] = []
    var rest = records[...]
    while let first = rest.first {
      let batch = rest.prefix { $0.time == first.time }
      rest = rest.dropFirst(batch.count)
      let next = try nextPosition()
      var drafts: [EventDraft] = []
      for record in batch { drafts += try world.drafts(for: record, next: next + drafts.count) }
      outcomes += try store.append(drafts, recordedAt: first.time).outcomes
    }
    return outcomes
  }

  /// `appended 9..12`, `duplicate of 9`, `seen again 9 at 14`: runs of appended events as one.
  private static func text(of outcomes: [AppendReceipt.Outcome]) -> String {
    var lines: [String] = []
    var run: ClosedRange<Int64>?
    func finish() {
      guard let done = run else { return }
      lines.append(
        done.count == 1
          ? "appended \(done.lowerBound)" : "appended \(done.lowerBound)..\(done.upperBound)"
      )
      run = nil
    }
    for outcome in outcomes {
      switch outcome {
      case .appended(let position):
        if let open = run, open.upperBound + 1 == position.value {
          run = open.lowerBound...position.value
        } else {
          finish()
          run = position.value...position.value
        }
      case .seen(let position, let original):
        finish()
        lines.append("seen again \(original) at \(position)")
      case .duplicate(let original):
        finish()
        lines.append("duplicate of \(original)")
      case .behindHorizon:
        finish()
        lines.append("behind the horizon")
      }
    }
    finish()
    return lines.joined(separator: "\n")
  }

  // MARK: Asking

  private func query(_ testCase: ScriptCase) throws -> String {
    if evaluator == nil { evaluator = try QueryEvaluator(store, world: world) }
    guard let evaluator else { return "" }
    let directive = try QueryDirective(testCase, latest: world.latest)
    return try evaluator.output(of: directive)
  }

  private func dump(_ directive: ScriptDirective) throws -> String {
    try directive.allow(words: ["projections", "log"])
    switch directive.words {
    case ["projections"]: return ScriptTime.shortened(try store.dump())
    case ["log"]: return ScriptTime.shortened(try store.logText())
    default: throw ScriptError("say `dump projections` or `dump log`")
    }
  }

  /// Forgets what was before `before=`, of one cluster where `cluster=` names it.
  private func retain(_ directive: ScriptDirective) throws -> String {
    try directive.allow(options: ["before", "cluster"])
    evaluator = nil
    guard let text = directive.options["before"], let time = ScriptTime.instant(text) else {
      throw ScriptError("`retain` says before when, such as `before=10:00:05`")
    }
    let request = RetentionRequest(.before(time), cluster: directive.options["cluster"])
    guard let plan = try store.retain(request) else { return "forgot nothing" }
    let lines = plan.clusters.map { cluster in
      "forgot \(cluster.forgottenCount) events of \(cluster.name) from before \(cluster.before), "
        + "kept \(cluster.keptCount)"
    }
    let summary = (lines + ["horizon at event \(plan.horizon)"]).joined(separator: "\n")
    return ScriptTime.shortened(summary)
  }

  /// Checks the log from the horizon on, and what was left below it.
  private func verify() throws -> String {
    let verification = try store.log.read { try $0.verify() }
    guard let damage = verification.damages.first else {
      return "the chain holds from event \(verification.horizon?.value ?? 1) on"
    }
    throw ScriptError(damage.finding)
  }

  private func rebuild() throws -> String {
    let before = try store.dump()
    try store.rebuild()
    let after = try store.dump()
    guard before == after else {
      throw ScriptError(
        "the rebuilt projections differ\n" + UnifiedDiff.text(expected: before, actual: after)
      )
    }
    return "rebuilt \(try store.head().position) events"
  }
}
