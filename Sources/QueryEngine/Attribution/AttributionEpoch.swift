import KubernetesRules
import Projections
import TopologyModel

/// The addresses of one epoch.
final class AttributionEpoch {
  private let clock: EpochClock
  private let knowledge: AttributionKnowledge
  private let listings: ServiceListings
  /// When the next epoch began; nil for the last one.
  private let end: Int64?
  private var histories: GenerationCache<AddressKey, AddressHistory>
  private let attributionBytes = 160
  private var lastKnowledge = 0
  private var lastState: AttributionKnowledge.State?
  private var unanswered: [Int: Attribution] = [:]
  /// The latest of `vacant` in the present stretch of what is observed.
  private var lastVacant: Attribution?
  /// What is said where nobody held an address, by what is observed and certainty.
  private var vacant: [Vacancy: Attribution] = [:]
  private let nobody = SharedOwner.makeNobody()
  private var remarks: [AttributionRemarks.Content: AttributionRemarks] = [:]
  private let remarksMax = 50_000
  /// How many runs of objects were read, each address's for itself.
  private var readCount = 0
  private let sweepBytesMax: Int
  /// What is said of all addresses, once so many were asked for that it was read at once.
  private var sweep: AddressSweep?
  private var isSweepDecided = false
  private var runCountMax: Int?

  private struct Vacancy: Hashable {
    var knowledge: Int
    var certainty: Certainty
  }

  init(
    _ reads: any AttributionReads,
    _ cluster: ClusterContext,
    _ restriction: AccessRestriction,
    end: Int64?,
    bytesMax: Int
  ) throws {
    clock = try EpochClock(reads, cluster, restriction)
    knowledge = try AttributionKnowledge(clock)
    listings = try ServiceListings(clock, bytesMax: bytesMax / 8)
    histories = GenerationCache(bytesMax: bytesMax / 8 * 7)
    sweepBytesMax = bytesMax / 2
    self.end = end
  }

  /// About how many bytes of what was read are kept.
  var byteCount: Int {
    let swept = sweep == nil ? 0 : (runCountMax ?? 0) * AddressSweep.runBytes
    return histories.byteCount + listings.byteCount + swept
  }

  /// What is known of an address at an instant; `port` is -1 where none is asked for.
  func attribution(of address: AddressKey, at time: Int64, port: Int32) throws -> Attribution {
    let state = try state(at: time)
    guard state.isAnswered else { return unansweredAttribution(state) }
    let history = try history(of: address)
    let index = history.index(at: time)
    if let group = history.vacancy(index) {
      return try vacantAttribution(history, index, state, group, at: time)
    }
    if let known = history.recent(index, lastKnowledge, port) { return known }
    return try attribution(history, index, state, at: time, port: port)
  }

  /// What is known of a stretch in which somebody held the address, or a Service led to it.
  private func attribution(
    _ history: AddressHistory,
    _ index: Int,
    _ state: AttributionKnowledge.State,
    at time: Int64,
    port: Int32
  ) throws -> Attribution {
    var splits: [Int64] = []
    if !state.proofs.isEmpty {
      splits = try history.splits(index, lastKnowledge) {
        histories.grow(by: 64)
        return try self.splits(history, index, state)
      }
    }
    let split = splits.isEmpty ? 0 : ProofStaircase.partition(splits) { $0 <= time }
    var asked = AddressHistory.Asked(
      index: Int32(truncatingIfNeeded: index),
      knowledge: Int32(truncatingIfNeeded: lastKnowledge),
      port: port,
      split: Int32(truncatingIfNeeded: split),
      eligible: 0
    )
    let contingent = history.contingent(index)
    for (place, endpoint) in contingent.enumerated()
    where try endpoint.isEligible(at: time, clock) {
      asked.eligible |= 1 << UInt64(place & 63)
    }
    // More contingent endpoints than bits are told apart each time anew.
    let isKept = contingent.count <= 64
    let isSteady = splits.isEmpty && contingent.isEmpty
    if isKept, !isSteady, let known = history[asked] { return known }
    let made = try make(history, index, state, at: time, port: port)
    if isSteady {
      // One that is asked for with many ports is made again, which costs less than finding it.
      if history.note(made, index, lastKnowledge, port) { histories.grow(by: 64) }
    } else if isKept {
      history.keep(made, for: asked, bytes: attributionBytes)
      histories.grow(by: attributionBytes)
    }
    return made
  }

  /// What is known where nobody held an address: the same for all addresses and ports.
  private func vacantAttribution(
    _ history: AddressHistory,
    _ index: Int,
    _ state: AttributionKnowledge.State,
    _ group: AddressHistory.Group,
    at time: Int64
  ) throws -> Attribution {
    let certainty = certainty(group, !state.proofs.isEmpty)
    // Without an owner there is no certainty of one.
    if let last = lastVacant, last.owner.map({ $0.certainty == certainty }) ?? true { return last }
    let key = Vacancy(knowledge: lastKnowledge, certainty: certainty)
    let found = try vacant[key] ?? make(history, index, state, at: time, port: -1)
    vacant[key] = found
    lastVacant = found
    return found
  }

  /// What is observed at an instant; times are close to one another mostly.
  private func state(at time: Int64) throws -> AttributionKnowledge.State {
    if let last = lastState, last.stretch.contains(time) { return last }
    lastKnowledge = knowledge.index(at: time)
    let state = try knowledge.state(lastKnowledge)
    lastState = state
    lastVacant = nil
    return state
  }

  private func history(of address: AddressKey) throws -> AddressHistory {
    if let known = histories[address] { return known }
    try sweepIfWorthIt()
    let history = AddressHistory(
      owners: try sweep?.pieces(of: address) ?? pieces(of: address),
      listed: try listings.endpoints(with: address),
      floor: knowledge.floor
    )
    histories.insert(history, for: address)
    return history
  }

  private func pieces(of address: AddressKey) throws -> [OwnerPiece] {
    var book = HolderBook()
    var pieces: [OwnerPiece] = []
    try clock.reads.forEachRun(everHolding: address, clock.cluster) { run, object in
      if let object, clock.shows(object) { book.note(object, run.objectID) }
      try book.forEachPiece(of: run, only: address, clock) { pieces.append($1) }
    }
    OwnerPiece.sort(&pieces)
    readCount += pieces.count + 1
    return pieces
  }

  /// Reads all addresses at once where looking single ones up has read a sixteenth of all runs: so it
  /// is never done for few addresses, and never costs much more than knowing beforehand would.
  private func sweepIfWorthIt() throws {
    guard !isSweepDecided else { return }
    let countMax: Int
    if let runCountMax {
      countMax = runCountMax
    } else {
      let found = try clock.reads.runCountMax()
      guard let found, found <= sweepBytesMax / AddressSweep.runBytes else {
        isSweepDecided = true
        return
      }
      runCountMax = found
      countMax = found
    }
    guard (readCount + listings.readCount) * 16 > countMax else { return }
    isSweepDecided = true
    let found = try AddressSweep(clock)
    sweep = found
    listings.sweep = found
  }

  /// The instants within a cell at which an owner ceases to be carried forward, since what was proven
  /// then lies behind the last that the log says of it before the watch went on.
  private func splits(
    _ history: AddressHistory,
    _ index: Int,
    _ state: AttributionKnowledge.State
  ) throws -> [Int64] {
    let stretch = history.stretch(index).clamped(to: state.stretch)
    guard !state.proofs.isEmpty, !stretch.isEmpty else { return [] }
    var splits: Set<Int64> = []
    for row in history.rows(index) {
      guard let owner = row.piece.map({ history.owners[$0] }),
        let kind = owner.holder.identity.kind,
        case .some(.some) = state.proofs[kind]
      else { continue }
      func isCarried(_ time: Int64) throws -> Bool {
        try owner.isCarried(state.proofs, at: try clock.revisions(at: time), clock.reads)
      }
      guard try isCarried(stretch.lowerBound) else { continue }
      let change = try clock.first(in: stretch, kind) { try !isCarried($0) }
      if change < stretch.upperBound { splits.insert(change) }
    }
    return splits.sorted()
  }

  private func unansweredAttribution(_ state: AttributionKnowledge.State) -> Attribution {
    if let known = unanswered[lastKnowledge] { return known }
    let content = AttributionRemarks.Content(
      notes: state.leadingNotes,
      isObserved: state.isObserved
    )
    let attribution = Attribution(owner: nil, remarks: AttributionRemarks(content))
    unanswered[lastKnowledge] = attribution
    return attribution
  }

  // MARK: Making

  private func make(
    _ history: AddressHistory,
    _ index: Int,
    _ state: AttributionKnowledge.State,
    at time: Int64,
    port: Int32
  ) throws -> Attribution {
    let rows = history.rows(index)
    let revisions = state.proofs.isEmpty ? RevisionVector([:]) : try clock.revisions(at: time)
    func owner(_ row: AddressHistory.Row) throws -> (SharedOwner, Certainty) {
      let piece = row.piece.map { history.owners[$0] }
      let isCarried =
        try piece.map { try $0.isCarried(state.proofs, at: revisions, clock.reads) }
        ?? !state.proofs.isEmpty
      return (piece?.holder ?? nobody, certainty(history.groups[row.group], isCarried))
    }
    guard rows.count == 1, let row = rows.first else {
      let candidates = try rows.map { try owner($0) }.map { OwnerCandidate($0, certainty: $1) }
      return try make(history, index, state, candidates, at: time, port: port)
    }
    let (holder, trust) = try owner(row)
    let isTold = tells(holder)
    var content = AttributionRemarks.Content(
      certainty: isTold ? trust : nil,
      notes: state.plainNotes,
      isObserved: state.isObserved
    )
    if state.listsEndpoints {
      content.services = try endpoints(history, index, at: time, port: port)
    }
    if holder.identity.kind == .service {
      let own = Self.services(of: holder, port)
      content.services = Self.distinct(content.services + own)
      if port >= 0, own.isEmpty {
        content.notes.insert(Attribution.unknownPort, at: state.leadingNotes.count)
      }
    } else if content.services.count > 1 {
      content.services = Self.distinct(content.services)
    }
    return Attribution(
      owner: isTold ? AttributedOwner(holder: holder, certainty: trust) : nil,
      remarks: remarks(content)
    )
  }

  /// What is known where an address has several rows.
  private func make(
    _ history: AddressHistory,
    _ index: Int,
    _ state: AttributionKnowledge.State,
    _ candidates: [OwnerCandidate],
    at time: Int64,
    port: Int32
  ) throws -> Attribution {
    let live = Set(candidates.filter(\.owner.isLive).map(\.object))
    let choice = OwnerCandidate.ordered(candidates, port: port)
    let first = choice.ordered.first.flatMap { tells($0.owner.holder) ? $0 : nil }
    var content = AttributionRemarks.Content(
      certainty: first?.owner.certainty,
      others: choice.ordered.dropFirst().map(\.owner).filter { tells($0.holder) },
      notes: state.leadingNotes,
      isObserved: state.isObserved
    )
    if live.count > 1 { content.notes.append(NoteCode.ambiguousOwner.rawValue) }
    if choice.isDecidedByPort { content.notes.append(Attribution.decidedByPort) }
    if state.listsEndpoints {
      content.services = try endpoints(history, index, at: time, port: port)
    }
    if let first, first.owner.kind == .service {
      let own = Self.services(of: first.owner.holder, port)
      content.services += own
      if port >= 0, own.isEmpty { content.notes.append(Attribution.unknownPort) }
    }
    if !state.observesSlices { content.notes.append(Attribution.slicesNotObserved) }
    content.services = Self.distinct(content.services)
    return Attribution(owner: first?.owner, remarks: remarks(content))
  }

  /// Whether a row may be told: where not all is looked at, nobody knows that nobody held the address.
  private func tells(_ holder: SharedOwner) -> Bool {
    holder.identity.kind != nil || clock.namespaces == nil
  }

  /// What is said besides an owner, the same for all that it is the same for.
  private func remarks(_ content: AttributionRemarks.Content) -> AttributionRemarks {
    if let known = remarks[content] { return known }
    if remarks.count >= remarksMax { remarks = [:] }
    let made = AttributionRemarks(content)
    remarks[content] = made
    return made
  }

  /// A Service's own ports, the one of a number where one is asked for.
  private static func services(of holder: SharedOwner, _ port: Int32) -> [AttributedService] {
    holder.servicePorts.filter { port < 0 || $0 == Int(port) }.map {
      AttributedService(
        namespace: holder.identity.namespace,
        name: holder.identity.name,
        port: $0,
        isEligible: true
      )
    }
  }

  /// As `QueryExecutor` has it: with its epoch a row ends, whatever became of what it shows.
  private func certainty(_ group: AddressHistory.Group, _ isCarried: Bool) -> Certainty {
    if isCarried { return .carried }
    if group.beginsInferred || group.endsInferred { return .inferred }
    if let end, group.until > end { return .inferred }
    return .observed
  }

  private func endpoints(
    _ history: AddressHistory,
    _ index: Int,
    at time: Int64,
    port: Int32
  ) throws -> [AttributedService] {
    var services: [AttributedService] = []
    for place in history.endpoints(index) {
      let listed = history.listed[Int(place)]
      guard port < 0 || listed.target == Int(port) else { continue }
      let slot = listed.service
      services.append(
        AttributedService(
          namespace: slot.namespace,
          name: slot.name,
          port: listed.port?.number,
          isEligible: try listed.isEligible(at: time, clock)
        )
      )
    }
    return services
  }

  /// Each Service and port once, sorted; eligible where any of them is.
  private static func distinct(_ services: [AttributedService]) -> [AttributedService] {
    let sorted = services.sorted { left, right in
      (left.namespace, left.name, left.port ?? -1, left.isEligible ? 0 : 1)
        < (right.namespace, right.name, right.port ?? -1, right.isEligible ? 0 : 1)
    }
    return sorted.reduce(into: []) { kept, service in
      guard let last = kept.last, last.namespace == service.namespace, last.name == service.name,
        last.port == service.port
      else {
        kept.append(service)
        return
      }
    }
  }
}
