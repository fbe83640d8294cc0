internal import TopologyModel

extension ClusterSimulation {
  /// Lets the Deployment's controller act soon.
  func planSettling(_ place: Int) {
    queue.add(
      .settle(place, number: workloads[place].number),
      at: now + random.milliseconds(5...80)
    )
  }

  /// Does what the controllers of Deployments and ReplicaSets do: creates Pods of the current
  /// template, a quarter more than wanted while there are others, and deletes others as soon as
  /// enough are ready.
  func settle(_ place: Int, number: Int) {
    guard workloads[place].number == number, workloads[place].isLive else { return }
    let workload = workloads[place]
    let version = workload.version.number
    var current: [Int] = []
    var others: [Int] = []
    var available = 0
    for pod in workload.pods where pods[pod].isLive && !pods[pod].isTerminating {
      if pods[pod].version == version { current.append(pod) } else { others.append(pod) }
      if pods[pod].isReady { available += 1 }
    }
    let total = current.count + others.count
    let surge = others.isEmpty ? 0 : (workload.replicas + 3) / 4
    let missing = min(
      workload.replicas - current.count,
      max(workload.replicas, 1) + surge - total
    )
    if missing > 0 {
      for _ in 0..<missing { createPod(place) }
    }
    if others.isEmpty {
      scaleDown(current, by: current.count - workload.replicas)
      workloads[place].isChanging = current.count < workload.replicas
      return
    }
    var spare = available - (workload.replicas - workload.replicas / 4)
    for pod in others {
      if !pods[pod].isReady {
        delete(pod)
      } else if spare > 0 {
        delete(pod)
        spare -= 1
      }
    }
  }

  /// Deletes Pods that are too many: those first that are not ready, then the youngest.
  private func scaleDown(_ current: [Int], by count: Int) {
    guard count > 0 else { return }
    let order = current.sorted {
      (pods[$0].isReady ? 1 : 0, -pods[$0].created, $0)
        < (pods[$1].isReady ? 1 : 0, -pods[$1].created, $1)
    }
    for pod in order.prefix(count) { delete(pod) }
  }

  // MARK: Services

  /// Somebody creates a Service and a Deployment, or again one that was deleted.
  func createService(replicas: Int, after former: SimulatedWorkload? = nil) {
    let place = addWorkload(created: now, replicas: replicas, after: former)
    publishService(place, .added)
    if workloads[place].shape == .manual {
      addManualSlice(place)
    } else {
      workloads[place].isChanging = true
      planSync(place, trigger: now)
      planSettling(place)
    }
  }

  /// Somebody deletes a Service and its Deployment; slices and Pods outlast it by seconds.
  func deleteService(_ place: Int) {
    let workload = workloads[place]
    workloads[place].isLive = false
    liveServiceCount -= 1
    wantedPodCount -= workload.replicas
    workloads[place].revision = commit()
    let revision = workloads[place].revision
    for slice in workload.slices {
      noteSlice(slice, of: workload, isListed: false, at: revision)
    }
    if isTold(.service) {
      text.add(workloads[place])
      send(.service, .deleted, at: revision)
    }
    for (index, pod) in workload.pods.enumerated() where pods[pod].isLive {
      queue.add(
        .pod(pod, serial: pods[pod].serial, plan: nil, .delete),
        at: now + Int64(index + 1) * 20 * Self.millisecond
      )
    }
    queue.add(
      .collectSlices(place, number: workload.number),
      at: now + random.milliseconds(300...4_000)
    )
  }

  /// Somebody gives a Service's first port another number; its slices stay as they are.
  func changePort(_ place: Int) {
    workloads[place].hasOtherPort.toggle()
    workloads[place].revision = commit()
    let workload = workloads[place]
    for slice in workload.slices {
      noteSlice(slice, of: workload, isListed: true, at: workload.revision)
    }
    publishService(place, .modified)
  }

  private func publishService(_ place: Int, _ change: SimulatedRecord.Change) {
    // `addWorkload` has committed it.
    guard isTold(.service) else { return }
    text.add(workloads[place])
    send(.service, change, at: workloads[place].revision)
  }

  /// The garbage collector deletes the slices of a Service that is gone; when the last Pod is gone
  /// too, the place is free.
  func collectSlices(_ place: Int, number: Int) {
    guard workloads[place].number == number, !workloads[place].isLive else { return }
    while !workloads[place].slices.isEmpty {
      let revision = commit()
      let index = workloads[place].slices.count - 1
      workloads[place].slices[index].revision = revision
      if isTold(.endpointSlice) {
        writeSlice(index, of: place)
        send(.endpointSlice, .deleted, at: revision)
      }
      workloads[place].slices.removeLast()
    }
    dropPods(place)
    if workloads[place].pods.isEmpty {
      freeWorkloads.append(place)
      let former = workloads[place]
      if random.oneIn(2), wantedPodCount < parameters.pods {
        createService(replicas: max(former.replicas, 1), after: former)
      }
    } else {
      queue.add(.collectSlices(place, number: number), at: now + 5 * Self.second)
    }
  }

  /// Lets go of Pods that are gone and that no slice names any more.
  func dropPods(_ place: Int) {
    let gone = workloads[place].pods.filter { !pods[$0].isLive }
    guard !gone.isEmpty else { return }
    freePods += gone
    workloads[place].pods.removeAll { !pods[$0].isLive }
    let used = Set(workloads[place].pods.map { pods[$0].version })
    let current = workloads[place].version.number
    workloads[place].versions.removeAll { $0.number != current && !used.contains($0.number) }
  }
}
