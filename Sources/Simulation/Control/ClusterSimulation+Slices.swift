internal import TopologyModel

extension ClusterSimulation {
  /// Lets the EndpointSlice controller act on a Service within its lag; `trigger` is the time of the
  /// change, or 0.
  func planSync(_ place: Int, trigger: Int64) {
    guard workloads[place].isLive else { return }
    if trigger != 0, workloads[place].trigger == 0 { workloads[place].trigger = trigger }
    guard !workloads[place].isSyncPlanned else { return }
    workloads[place].isSyncPlanned = true
    // Mostly it is quick.
    let bound = random.oneIn(8) ? parameters.lag : (parameters.lag + 7) / 8
    queue.add(
      .sync(place, number: workloads[place].number),
      at: now + Int64(1 + random.below(bound * 1_000)) * 1_000
    )
  }

  /// Does what the controller does with the slices of a Service (semantics.md 2a).
  func syncSlices(_ place: Int, number: Int) {
    guard workloads[place].number == number, workloads[place].isLive else { return }
    workloads[place].isSyncPlanned = false
    for family in workloads[place].families {
      var sync = SliceSync(slices: workloads[place].slices, family: family)
      let workload = workloads[place]
      for pod in workload.pods where pods[pod].isListed {
        let version = workload.version(pods[pod].version)
        sync.want(
          SimulatedSlice.Endpoint(
            pod: pod,
            serial: pods[pod].serial,
            conditions: pods[pod].conditions
          ),
          port: workload.portKey(of: version)
        )
      }
      sync.place()
      write(sync, of: place, family)
    }
    workloads[place].trigger = 0
    dropPods(place)
  }

  /// Writes what a synchronization changes: slices that changed or are new, then those that are
  /// empty and not needed.
  private func write(_ sync: SliceSync, of place: Int, _ family: SimulatedFamily) {
    for (index, draft) in sync.drafts.enumerated() where draft.isChanged && !draft.isDropped {
      let isNew = index >= workloads[place].slices.count
      if isNew {
        workloads[place].slices.append(makeSlice(place, family))
      } else {
        workloads[place].slices[index].generation += 1
      }
      let revision = commit()
      noteChanges(from: workloads[place].slices[index], to: draft, of: place, at: revision)
      workloads[place].slices[index].endpoints = draft.endpoints
      workloads[place].slices[index].port = draft.port
      workloads[place].slices[index].trigger = workloads[place].trigger
      workloads[place].slices[index].revision = revision
      guard isTold(.endpointSlice) else { continue }
      writeSlice(index, of: place)
      send(.endpointSlice, isNew ? .added : .modified, at: revision)
    }
    for index in sync.drafts.indices.reversed() where sync.drafts[index].isDropped {
      // The controller deletes it as it stands, with the endpoints that it had.
      let revision = commit()
      noteChanges(
        from: workloads[place].slices[index],
        to: sync.drafts[index],
        of: place,
        at: revision
      )
      workloads[place].slices[index].revision = revision
      if isTold(.endpointSlice) {
        writeSlice(index, of: place)
        send(.endpointSlice, .deleted, at: revision)
      }
      workloads[place].slices.remove(at: index)
    }
  }

  private func makeSlice(_ place: Int, _ family: SimulatedFamily) -> SimulatedSlice {
    var name: String
    repeat {
      name = "\(workloads[place].name)-\(NameText.suffix(5, &random))"
    } while workloads[place].slices.contains { $0.name == name }
    return SimulatedSlice(
      name: name,
      uid: SimulatedUID(&random),
      family: family,
      created: recordingStart == 0 ? workloads[place].created : now,
      port: 0
    )
  }

  /// Adds the slice that somebody wrote for a Service without a selector.
  func addManualSlice(_ place: Int) {
    var slice = makeSlice(place, .ipv4)
    let revision = commit()
    slice.revision = revision
    workloads[place].slices.append(slice)
    noteSlice(slice, of: workloads[place], isListed: true, at: revision)
    guard isTold(.endpointSlice) else { return }
    writeSlice(0, of: place)
    send(.endpointSlice, .added, at: revision)
  }

  /// Writes a slice to `text`.
  func writeSlice(_ index: Int, of place: Int) {
    let workload = workloads[place]
    let slice = workload.slices[index]
    text.addBeginning(of: slice, of: workload)
    if workload.shape == .manual {
      text.add("[")
      for (number, address) in Self.manualAddresses(of: workload).enumerated() {
        if number > 0 { text.add(",") }
        text.add(manualEndpoint: address)
      }
      text.add("]")
    } else if slice.endpoints.isEmpty {
      text.add("null,\"ports\":null}")
      return
    } else {
      text.add("[")
      for (number, endpoint) in slice.endpoints.enumerated() {
        if number > 0 { text.add(",") }
        let pod = pods[endpoint.pod]
        text.add(
          endpoint,
          of: pod,
          on: nodes[pod.node],
          slice.family,
          namespace: workload.namespace
        )
      }
      text.add("]")
    }
    text.addPorts(of: slice, of: workload)
  }

  private static func manualAddresses(of workload: SimulatedWorkload) -> [String] {
    [4, 5].map { "10.\($0).\(workload.number >> 8 & 255).\(workload.number & 255 | 1)" }
  }

  // MARK: Truth

  /// Notes what a write of a slice changes; both lists have the common endpoints in one order.
  private func noteChanges(
    from slice: SimulatedSlice,
    to draft: SliceSync.Draft,
    of place: Int,
    at revision: UInt64
  ) {
    guard parameters.tellsTruth else { return }
    let workload = workloads[place]
    var written = slice
    written.port = draft.port
    var next = draft.endpoints[...]
    for former in slice.endpoints {
      if let endpoint = next.first, endpoint.serial == former.serial {
        next.removeFirst()
        guard endpoint.conditions != former.conditions else { continue }
        note(endpoint, in: written, of: workload, isListed: true, at: revision)
      } else {
        note(former, in: slice, of: workload, isListed: false, at: revision)
      }
    }
    for endpoint in next { note(endpoint, in: written, of: workload, isListed: true, at: revision) }
  }

  /// Notes all endpoints of a slice.
  func noteSlice(
    _ slice: SimulatedSlice,
    of workload: SimulatedWorkload,
    isListed: Bool,
    at revision: UInt64
  ) {
    guard workload.shape == .manual else {
      for endpoint in slice.endpoints {
        note(endpoint, in: slice, of: workload, isListed: isListed, at: revision)
      }
      return
    }
    let conditions = EndpointConditions(isServing: true, isTerminating: false)
    for (number, address) in Self.manualAddresses(of: workload).enumerated() {
      note(
        .endpoint(service: workload.number, port: 0, target: -1 - number, .ipv4),
        isListed
          ? endpoint(
            of: workload,
            workload.ports[0],
            targetPort: workload.ports[0].target ?? 0,
            pod: nil,
            address: address,
            conditions
          ) : nil,
        at: revision
      )
    }
  }

  private func note(
    _ listed: SimulatedSlice.Endpoint,
    in slice: SimulatedSlice,
    of workload: SimulatedWorkload,
    isListed: Bool,
    at revision: UInt64
  ) {
    let pod = pods[listed.pod]
    for (number, port) in workload.ports.enumerated() {
      note(
        .endpoint(service: workload.number, port: number, target: listed.serial, slice.family),
        isListed
          ? endpoint(
            of: workload,
            port,
            targetPort: port.target ?? slice.port,
            pod: pod.name,
            address: pod.address(slice.family),
            listed.conditions
          ) : nil,
        at: revision
      )
    }
  }

  private func endpoint(
    of workload: SimulatedWorkload,
    _ port: SimulatedPort,
    targetPort: Int,
    pod: String?,
    address: String,
    _ conditions: EndpointConditions
  ) -> SimulatedTruth {
    .endpoint(
      SimulatedTruth.Endpoint(
        namespace: workload.namespace,
        service: workload.name,
        port: port.number,
        pod: pod,
        address: address,
        targetPort: targetPort,
        isReady: conditions.isReady,
        isServing: conditions.isServing,
        isTerminating: conditions.isTerminating,
        isHeadless: workload.shape == .headless,
        from: Instant(nanoseconds: 0),
        until: nil
      )
    )
  }
}
