import TopologyModel

/// Changes that hang together: about the same Services, with less than the quiet time between them.
struct Incident {
  var number: Int
  var changes: [Change]

  var from: Instant { changes.first?.at ?? Instant(nanoseconds: 0) }
  var until: Instant { changes.last?.at ?? Instant(nanoseconds: 0) }

  /// The Services, sorted.
  var services: [String] { Set(changes.flatMap(\.services)).sorted() }

  /// Who made changes, sorted.
  var users: [String] { Set(changes.map { $0.row.text("user") }).subtracting([""]).sorted() }

  /// Groups changes that are in order of time; each gets the number of its incident.
  ///
  /// A change joins the incidents of its Services that it follows within the quiet time, and makes
  /// one of them.
  static func group(_ changes: [Change], quiet: Int64) -> [Incident] {
    var parents: [Int] = []
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index { index = parents[index] }
      return index
    }
    var latest: [String: (group: Int, at: Instant)] = [:]
    var groups: [Int] = []
    for change in changes {
      let joined = change.keys.compactMap { key -> Int? in
        guard let last = latest[key],
          Stretch(from: last.at, until: change.at).length <= quiet
        else { return nil }
        return root(last.group)
      }.sorted()
      let group = joined.first ?? parents.count
      if joined.isEmpty { parents.append(group) }
      for other in joined where other != group { parents[other] = group }
      for key in change.keys { latest[key] = (group, change.at) }
      groups.append(group)
    }
    var numbers: [Int: Int] = [:]
    var incidents: [Incident] = []
    for (change, group) in zip(changes, groups) {
      let group = root(group)
      let number = numbers[group] ?? incidents.count + 1
      if numbers[group] == nil {
        numbers[group] = number
        incidents.append(Incident(number: number, changes: []))
      }
      var change = change
      change.incident = number
      incidents[number - 1].changes.append(change)
    }
    return incidents
  }

  /// What happened, most telling first, in one line.
  var title: String {
    var parts: [String] = []
    func add(_ count: Int, _ words: String, _ plural: String) {
      if count > 0 { parts.append("\(ReportText.grouped(count)) \(count == 1 ? words : plural)") }
    }
    func count(_ kind: String, _ matches: (Change) -> Bool) -> Int {
      changes.filter { $0.kind == kind && matches($0) }.count
    }
    add(count("Service") { $0.type == "added" }, "Service created", "Services created")
    add(count("Service") { $0.type == "deleted" }, "Service deleted", "Services deleted")
    add(
      count("Service") { !["added", "deleted"].contains($0.type) },
      "change of a Service",
      "changes of Services"
    )
    add(count("Node") { _ in true }, "change of a Node", "changes of Nodes")
    add(count("Pod") { $0.type == "added" }, "Pod created", "Pods created")
    add(count("Pod") { $0.type == "deleted" }, "Pod gone", "Pods gone")
    add(
      count("Pod") { $0.type == "modified" && $0.summary.contains("ready yes → no") },
      "loss of readiness",
      "losses of readiness"
    )
    if parts.isEmpty {
      add(count("Pod") { _ in true }, "change of a Pod", "changes of Pods")
      add(count("EndpointSlice") { _ in true }, "change of a slice", "changes of slices")
    }
    let subject = services.isEmpty ? changes.first?.keys.first ?? "" : ReportText.list(services)
    return "\(subject): \(parts.prefix(4).joined(separator: ", "))"
  }
}
