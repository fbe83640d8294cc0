import ArgumentParser
import Diagnostics
import EventLog
import Projections
import QuerySyntax
import TopologyModel

/// `hindcast retain`.
struct RetainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retain",
    abstract: "Forget what is older than a horizon, and return its space.",
    discussion: """
      Says what would be forgotten, and changes nothing, until --apply is given. What was
      open at the horizon stays, so that every answer at the horizon and later is the one
      it was; answers behind it carry the note `forgotten`. The chain holds from the
      horizon on. A head from below it that was noted can be checked no more: keep a
      backup where that matters.

      It needs the writer's place, so a recorder has to stop for it; readers go on. To
      return the space, twice of what the store takes afterwards must be free.

      Examples:
        hindcast retain --older-than 90d
        hindcast retain --older-than 90d --apply
        hindcast retain --before 2026-09-01T00:00:00Z --cluster staging
        hindcast retain --max-size 10GB --apply
      """
  )

  @OptionGroup var options: StoreOptions

  @Option(
    help: ArgumentHelp(
      "Forget what was observed longer ago than this, such as `90d` or `12h`.",
      valueName: "duration"
    )
  )
  var olderThan: String?

  @Option(
    help: ArgumentHelp(
      "Forget what was observed before this, such as `2026-09-01T00:00:00Z`.",
      valueName: "time"
    )
  )
  var before: String?

  @Option(
    help: ArgumentHelp(
      """
      Forget the oldest, until the store takes about as much as this, such as `10GB` or `500MiB`; \
      what is open stays in any case.
      """,
      valueName: "size"
    )
  )
  var maxSize: String?

  @Option(
    help: ArgumentHelp("Forget of this cluster alone.", valueName: "name"),
    completion: Completions.clusters
  )
  var cluster: String?

  @Flag(help: "Forget it; without this, say only what would be forgotten.")
  var apply = false

  func validate() throws {
    let given = [olderThan, before, maxSize].compactMap { $0 }
    guard given.count == 1 else {
      throw ValidationError(
        "say how far back the store is to be kept, with one of `--older-than 90d`, "
          + "`--before 2026-09-01T00:00:00Z`, and `--max-size 10GB`"
      )
    }
    if let olderThan, DurationExpression.nanoseconds(of: olderThan) == nil {
      throw ValidationError("`--older-than \(olderThan)`: write a duration such as `90d` or `12h`")
    }
    if let before, Instant(rfc3339: before) == nil {
      throw ValidationError(
        "`--before \(before)`: write a time with its zone, such as `2026-09-01T00:00:00Z`"
      )
    }
    if let maxSize, ByteSize(maxSize) == nil {
      throw ValidationError("`--max-size \(maxSize)`: write a size such as `10GB` or `500MiB`")
    }
  }

  func run() throws {
    let now = SystemClock().now()
    let request = RetentionRequest(extent(now), cluster: cluster)
    try checkCluster()
    guard apply else {
      let log = try options.openForReading()
      guard let plan = try log.plan(request) else { return sayNothing() }
      Output.write(text(of: plan))
      Output.message("note: nothing was changed; repeat it with `--apply` to forget this\n")
      return
    }
    // Who is told that there is no store should not find one afterwards.
    _ = try options.openForReading()
    let log = try options.openForWriting("retain")
    guard let planned = try log.plan(request) else { return sayNothing() }
    try log.checkRoom(forReturning: planned.usedBytesAfter)
    let sizeBefore = log.fileByteCount()
    guard let plan = try log.retain(request) else { return sayNothing() }
    let hasShrunk = try log.returnSpace()
    try log.close()
    Output.write(text(of: plan))
    Output.write(
      "size      \(ByteSize(bytes: log.fileByteCount())), was \(ByteSize(bytes: sizeBefore))\n"
    )
    if !hasShrunk { Output.message(Self.notShrunk) }
  }

  /// What is said where the file could not shrink yet.
  static let notShrunk = """
    note: somebody reads an earlier moment of the store; the file shrinks when that has ended and the \
    store is opened for writing again

    """

  private func extent(_ now: Instant) -> RetentionRequest.Extent {
    if let instant = before.flatMap({ Instant(rfc3339: $0) }) { return .before(instant) }
    if let size = maxSize.flatMap({ ByteSize($0) }) { return .bytesMax(size.bytes) }
    let age = olderThan.flatMap { DurationExpression.nanoseconds(of: $0) } ?? 0
    let seconds = now.nanoseconds / 1_000_000_000 * 1_000_000_000
    return .before(Instant(nanoseconds: seconds).advanced(byNanoseconds: -age))
  }

  private func checkCluster() throws {
    guard let cluster else { return }
    let names = try options.openForReading().read { try $0.clusters().map(\.name) }
    guard !names.contains(cluster) else { return }
    throw UsageError(
      category: .notFound,
      message: "`--cluster \(cluster)`: there is no such cluster in the store",
      help: EditDistance.closest(to: cluster, in: names).map { "did you mean `\($0)`?" }
        ?? "there are " + names.map { "`\($0)`" }.joined(separator: ", ")
    )
  }

  private func sayNothing() {
    Output.write("\(DisplayWidth.escaped(options.path)): there is nothing to forget\n")
  }

  private func text(of plan: RetentionPlan) -> String {
    let verb = apply ? "forgot" : "would forget"
    var text = "\(DisplayWidth.escaped(options.path)): \(verb) \(count(plan.forgottenCount))\n"
    for cluster in plan.clusters where cluster.forgottenCount > 0 {
      text += "\ncluster \(DisplayWidth.escaped(cluster.name))\n"
      text += "  before    \(cluster.before)\n"
      text += "  forgotten \(count(cluster.forgottenCount)), "
      text += "\(ByteSize(bytes: cluster.forgottenBytes)) of bodies\n"
      text += "  base      \(count(cluster.keptCount)): what was open, or observed, at that time\n"
    }
    text += "\nhorizon   event \(plan.horizon): the chain holds from there on\n"
    if !apply {
      text += "size      about \(ByteSize(bytes: plan.usedBytesAfter)), now "
      text += "\(ByteSize(bytes: plan.usedBytes))\n"
    }
    return text
  }

  private func count(_ number: Int) -> String { "\(number) event\(number == 1 ? "" : "s")" }
}
