internal import TopologyModel

extension SimulatedTruth {
  /// The line as JSON, with its line break.
  public var jsonLine: [UInt8] {
    var line = TruthLine()
    switch self {
    case .address(let address):
      line.begin("address")
      line.add("namespace", address.namespace)
      line.add("pod", address.pod)
      line.add("uid", address.uid)
      line.add("node", address.node)
      line.add("address", address.address)
      line.add(from: address.from, until: address.until)
    case .endpoint(let endpoint):
      line.begin("endpoint")
      line.add("namespace", endpoint.namespace)
      line.add("service", endpoint.service)
      line.add("port", "\(endpoint.port)", isQuoted: false)
      line.add("pod", endpoint.pod)
      line.add("address", endpoint.address)
      line.add("targetPort", "\(endpoint.targetPort)", isQuoted: false)
      line.add("ready", "\(endpoint.isReady)", isQuoted: false)
      line.add("serving", "\(endpoint.isServing)", isQuoted: false)
      line.add("terminating", "\(endpoint.isTerminating)", isQuoted: false)
      line.add("headless", "\(endpoint.isHeadless)", isQuoted: false)
      line.add(from: endpoint.from, until: endpoint.until)
    case .gap(let gap):
      line.begin("gap")
      line.add("kind", gap.kind.resourceName)
      line.add("fromRevision", "\(gap.fromRevision)")
      line.add("untilRevision", gap.untilRevision.map { "\($0)" })
      line.add(from: gap.from, until: gap.until)
    case .recording(let recording):
      line.begin("recording")
      line.add("revision", "\(recording.revision)")
      line.add("changes", "\(recording.changes)", isQuoted: false)
      line.add(from: recording.from, until: recording.until)
    }
    return line.end()
  }
}
