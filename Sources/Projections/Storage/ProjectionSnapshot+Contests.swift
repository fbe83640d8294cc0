import EventLog
internal import GRDB
import KubernetesRules
import TopologyModel

extension ProjectionSnapshot {
  /// Where slices that ever named a Service listed addresses, of those that two endpoints had at one
  /// revision.
  public func contests(
    ofAddresses addresses: [String],
    inSlicesNamingService service: String,
    namespace: String,
    _ context: ClusterContext
  ) throws -> [String: [AddressListing]] {
    guard knownAt == nil else {
      return try knownContests(Set(addresses), service, namespace, context)
    }
    let key = SnapshotMemory.ServiceKey(
      epochID: context.epochID,
      service: service,
      namespace: namespace
    )
    let known = memory.contests[key] ?? [:]
    let unknown = Set(addresses.filter { known[$0] == nil })
    var found: [String: [AddressListing]] = [:]
    if !unknown.isEmpty {
      let slices = try sliceIDs(service, namespace, context)
      let runs = try ListedRun.of(
        addresses: unknown,
        slices: slices,
        digests: [],
        rowsMax: 0,
        db
      )
      found = try contests(unknown, runs)
      for address in unknown { memory.note(found[address] ?? [], contestsOf: address, key) }
    }
    for address in addresses {
      if let listings = known[address], !listings.isEmpty { found[address] = listings }
    }
    return found
  }

  /// The listings of contested addresses among runs that were found by them.
  func contests(
    _ addresses: Set<String>,
    _ runs: [ListedRun]
  ) throws -> [String: [AddressListing]] {
    var meeting: [Int64] = []
    let together = Dictionary(grouping: runs) { EndpointDigest.first(ofNumber: $0.digest) }
    for runs in together.values where ListedRun.anyMeet(runs) { meeting += runs.map(\.id) }
    guard !meeting.isEmpty else { return [:] }
    // Other addresses may have the same number.
    return try contests(addresses, RunRow.all(ids: meeting, db))
  }

  /// As known at an earlier position: no index tells of an address then.
  private func knownContests(
    _ addresses: Set<String>,
    _ service: String,
    _ namespace: String,
    _ context: ClusterContext
  ) throws -> [String: [AddressListing]] {
    guard let last = try lastRevision(of: .endpointSlice, context), !addresses.isEmpty else {
      return [:]
    }
    let wanted = Set(addresses.map { EndpointDigest.numbers(ofAddress: $0).lowerBound })
    let condition = "object_id = ? AND part = \(RunPart.endpoint.rawValue)"
    let rows = try sliceIDs(service, namespace, context).flatMap { id in
      try overlapping(condition, id, .lowest...max(last, .lowest)).filter { row in
        let number = EndpointDigest.number(row.content)
        return wanted.contains(EndpointDigest.first(ofNumber: number))
      }
    }
    return try contests(addresses, rows)
  }

  private func contests(
    _ addresses: Set<String>,
    _ rows: [RunRow]
  ) throws -> [String: [AddressListing]] {
    var listings: [String: [AddressListing]] = [:]
    for row in rows where row.until != row.from {
      guard let facts = try? EndpointFacts(layout: row.content) else {
        throw ProjectionDamage.malformedFacts(objectID: row.objectID)
      }
      guard let first = facts.addresses.first else { continue }
      let address = EndpointCandidate.canonicalAddress(first)
      guard addresses.contains(address) else { continue }
      let validity = HalfOpenInterval(from: row.from, until: row.until)
      listings[address, default: []].append(
        AddressListing(sliceID: row.objectID, validity: validity)
      )
    }
    return listings.compactMapValues { all in
      let ordered = all.sorted { $0.validity.from < $1.validity.from }
      let meeting = AddressListing.meeting(ordered)
      return meeting.isEmpty ? nil : meeting
    }
  }
}

extension AddressListing {
  /// Those of listings in order that share a revision with another.
  fileprivate static func meeting(_ ordered: [AddressListing]) -> [AddressListing] {
    var meets = Array(repeating: false, count: ordered.count)
    HalfOpenInterval.forEachMeeting(of: ordered, by: \.validity) { longest, next, _ in
      meets[longest] = true
      meets[next] = true
    }
    return zip(ordered, meets).filter(\.1).map(\.0)
  }
}
