internal import TopologyModel

extension ClusterSimulation {
  /// Writes a Pod to `text`.
  func writePod(_ place: Int) {
    let pod = pods[place]
    text.add(pod, of: workloads[pod.workload], on: pod.node < 0 ? nil : nodes[pod.node])
  }

  /// Commits what became of a Pod, and tells it; `holdsAddresses` where that changes.
  func publishPod(
    _ place: Int,
    _ change: SimulatedRecord.Change = .modified,
    holdsAddresses: Bool? = nil
  ) {
    let revision = commit()
    pods[place].revision = revision
    if let holdsAddresses { noteAddresses(of: place, areHeld: holdsAddresses, at: revision) }
    guard isTold(.pod) else { return }
    writePod(place)
    send(.pod, change, at: revision)
  }

  /// Notes who holds the addresses of a Pod.
  func noteAddresses(of place: Int, areHeld: Bool, at revision: UInt64) {
    let pod = pods[place]
    for family in SimulatedFamily.allCases {
      note(
        .address(pod: pod.serial, family),
        areHeld
          ? .address(
            SimulatedTruth.Address(
              namespace: workloads[pod.workload].namespace,
              pod: pod.name,
              uid: pod.uid.text,
              node: nodes[pod.node].name,
              address: pod.address(family),
              from: Instant(nanoseconds: 0),
              until: nil
            )
          ) : nil,
        at: revision
      )
    }
  }

  /// Creates a Pod of a Deployment.
  func createPod(_ workload: Int) {
    let place = addPod(workload, created: now)
    publishPod(place, .added)
    plan(.bind, place, random.milliseconds(20...600))
  }

  /// Plans the next step of a Pod, unless something else is planned before it.
  func plan(_ step: SimulatedAction.PodStep, _ place: Int, _ delay: Int64) {
    pods[place].plan &+= 1
    queue.add(
      .pod(place, serial: pods[place].serial, plan: pods[place].plan, step),
      at: now + delay
    )
  }

  /// Does a step of a Pod's life.
  func perform(_ step: SimulatedAction.PodStep, ofPod place: Int) {
    switch step {
    case .bind: bind(place)
    case .create:
      pods[place].stage = .creating
      publishPod(place)
      plan(.run, place, random.milliseconds(600...4_000))
    case .run: run(place)
    case .becomeReady: setReadiness(place, true)
    case .loseReadiness:
      guard pods[place].isReady, !pods[place].isTerminating else { return }
      setReadiness(place, false)
      plan(.becomeReady, place, random.milliseconds(2_000...25_000))
    case .crash: crash(place)
    case .backOff: backOff(place)
    case .restart: restart(place)
    case .delete: delete(place)
    case .noticeDeletion: noticeDeletion(place)
    case .finish: finishPod(place)
    case .endGrace:
      pods[place].grace = 0
      pods[place].deletionAt = now
      publishPod(place)
      plan(.remove, place, random.milliseconds(2...60))
    case .remove: remove(place)
    }
  }

  // MARK: Starting

  private func bind(_ place: Int) {
    guard let node = chooseNode() else {
      // As the scheduler does where no Node has room.
      plan(.bind, place, 5 * Self.second)
      return
    }
    nodes[node].podCount += 1
    pods[place].node = node
    pods[place].stage = .bound
    pods[place].boundAt = now
    publishPod(place)
    plan(.create, place, random.milliseconds(30...900))
  }

  private func run(_ place: Int) {
    guard let host = nodes[pods[place].node].takeHost() else {
      plan(.run, place, 5 * Self.second)
      return
    }
    pods[place].take(host, on: nodes[pods[place].node])
    pods[place].stage = .running
    pods[place].runningAt = now
    publishPod(place, holdsAddresses: true)
    planSync(pods[place].workload, trigger: 0)
    plan(.becomeReady, place, random.milliseconds(900...9_000))
  }

  private func setReadiness(_ place: Int, _ isReady: Bool) {
    pods[place].isReady = isReady
    pods[place].readySince = now
    publishPod(place)
    planSync(pods[place].workload, trigger: now)
    planSettling(pods[place].workload)
  }

  // MARK: Crashing

  /// The container of a Pod ends, for the first time or again.
  private func crash(_ place: Int) {
    guard pods[place].stage == .running, pods[place].container == .running,
      !pods[place].isTerminating
    else { return }
    pods[place].container = .terminated
    pods[place].crashedAt = now
    plan(.backOff, place, random.milliseconds(500...3_000))
    if pods[place].isReady {
      setReadiness(place, false)
    } else {
      publishPod(place)
    }
  }

  /// The kubelet waits the longer before it starts the container again, the more often it ended.
  private func backOff(_ place: Int) {
    pods[place].container = .backingOff
    pods[place].restarts += 1
    let wait = min(10_000 << min(pods[place].restarts - 1, 5), 300_000)
    plan(.restart, place, random.milliseconds(wait...(wait + 1_000)))
    publishPod(place)
  }

  private func restart(_ place: Int) {
    pods[place].container = .running
    pods[place].runningAt = now
    pods[place].crashesLeft -= 1
    publishPod(place)
    if pods[place].crashesLeft > 0 {
      plan(.crash, place, random.milliseconds(1_000...8_000))
    } else {
      plan(.becomeReady, place, random.milliseconds(1_000...6_000))
    }
  }

  // MARK: Ending

  /// Somebody deletes a Pod: it is terminating at once, and gone after a while.
  func delete(_ place: Int) {
    guard pods[place].isLive, !pods[place].isTerminating else { return }
    let workload = pods[place].workload
    pods[place].deletionAt = now + Int64(pods[place].grace) * Self.second
    planSettling(workload)
    switch pods[place].stage {
    case .pending:
      // No kubelet knows of it.
      pods[place].grace = 0
      pods[place].deletionAt = now
      remove(place)
      return
    case .bound, .creating:
      publishPod(place)
      plan(.finish, place, random.milliseconds(300...2_000))
    case .running:
      publishPod(place)
      planSync(workload, trigger: 0)
      plan(.noticeDeletion, place, random.milliseconds(300...2_500))
    case .succeeded: return
    }
  }

  private func noticeDeletion(_ place: Int) {
    pods[place].isDeletionSeen = true
    if pods[place].isReady {
      pods[place].isReady = false
      pods[place].readySince = now
      planSync(pods[place].workload, trigger: now)
    }
    publishPod(place)
    plan(.finish, place, random.milliseconds(300...8_000))
  }

  private func finishPod(_ place: Int) {
    pods[place].isDeletionSeen = true
    pods[place].stage = .succeeded
    pods[place].finishedAt = now
    // The sandbox is gone, and its address can be another Pod's before the object is deleted.
    if pods[place].host != 0 { nodes[pods[place].node].freeHost(pods[place].host) }
    publishPod(place, holdsAddresses: false)
    planSync(pods[place].workload, trigger: 0)
    plan(.endGrace, place, random.milliseconds(60...900))
  }

  private func remove(_ place: Int) {
    let node = pods[place].node
    if node >= 0 { nodes[node].podCount -= 1 }
    publishPod(place, .deleted)
    pods[place].isLive = false
    // Until the controller has acted, slices may still name it.
    planSync(pods[place].workload, trigger: 0)
    planSettling(pods[place].workload)
  }
}
