internal import TopologyModel

extension ClusterSimulation {
  /// How many changes a rollout causes for each Pod, a start 6 and an end 7 of them.
  private static let changesOfRollout = 13
  private static let changesOfStart = 6
  private static let changesOfEnd = 7
  /// How often it is looked whether something should happen, in milliseconds.
  private static let tick = 500
  private static let choicesMax = 8
  private static let beginningsMax = 64

  /// Begins as much as it takes to get to the churn that was asked for.
  func disturb() {
    queue.add(
      .disturb,
      at: now + random.milliseconds(Self.tick / 2...Self.tick * 3 / 2)
    )
    // What was thought to come and did not is forgotten in minutes.
    outstanding -= outstanding / 500
    let elapsed = Double(now - parameters.start.nanoseconds) / (3_600 * Double(Self.second))
    let target = Int(elapsed * Double(parameters.changesOfHour))
    for _ in 0..<Self.beginningsMax {
      guard committedCount + outstanding < target else { break }
      outstanding += beginSomething()
    }
    if parameters.disorder > 0, random.oneIn(12) {
      // A connection that is slow for a while.
      let kind = random.below(streams.count)
      streams[kind].stall(until: now + random.milliseconds(0...parameters.disorder))
    }
  }

  /// Begins something; returns how many changes it will cause, about.
  private func beginSomething() -> Int {
    switch random.below(100) {
    case 0..<18: beginRollout()
    case 18..<36: scale()
    case 36..<62: beginFlap()
    case 62..<78: beginKill()
    case 78..<88: beginCrashLoop()
    case 88..<91: beginOutage()
    case 91..<94: beginDrain()
    case 94..<96: beginService()
    case 96..<98: beginPortChange()
    default: endService()
    }
  }

  /// Chooses a Deployment with Pods that nothing happens to; nil where none is found soon.
  private func chooseWorkload() -> Int? {
    for _ in 0..<Self.choicesMax {
      let place = random.below(workloads.count)
      let workload = workloads[place]
      if workload.isLive, workload.shape != .manual, !workload.isChanging,
        !workload.pods.isEmpty
      {
        return place
      }
    }
    return nil
  }

  private func choosePod() -> Int? {
    guard let place = chooseWorkload() else { return nil }
    let pods = workloads[place].pods
    let pod = pods[random.below(pods.count)]
    let isSteady =
      self.pods[pod].isLive && self.pods[pod].isReady && !self.pods[pod].isTerminating
      && self.pods[pod].crashesLeft == 0
    return isSteady ? pod : nil
  }

  private func beginRollout() -> Int {
    guard let place = chooseWorkload(), workloads[place].replicas > 0 else { return 1 }
    workloads[place].isChanging = true
    let version = makeVersion(workloads[place].version.number + 1)
    workloads[place].versions.append(version)
    planSettling(place)
    return workloads[place].replicas * (Self.changesOfRollout + 1)
  }

  private func scale() -> Int {
    guard let place = chooseWorkload() else { return 1 }
    let replicas = workloads[place].replicas
    let isUp =
      wantedPodCount == parameters.pods
      ? random.oneIn(2) : random.below(10) < (wantedPodCount < parameters.pods ? 8 : 2)
    let step = 1 + random.below(max(replicas / 2, 2))
    let next = isUp ? replicas + step : max(replicas - step, replicas > 0 ? 1 : 0)
    guard next != replicas, !isUp || fits(step) else { return 1 }
    workloads[place].replicas = next
    workloads[place].isChanging = true
    wantedPodCount += next - replicas
    planSettling(place)
    return abs(next - replicas) * (isUp ? Self.changesOfStart : Self.changesOfEnd)
  }

  /// Whether the Nodes have room for more Pods, with some to spare for rollouts.
  private func fits(_ count: Int) -> Bool {
    (wantedPodCount + count) * 5 / 4 < nodes.count * SimulationParameters.podsOfNodeMax
  }

  private func beginFlap() -> Int {
    guard let place = chooseWorkload() else { return 1 }
    let pods = workloads[place].pods
    let count = 1 + random.below(min(pods.count, 4))
    for index in 0..<count {
      loseReadiness(pods[random.below(pods.count)], Int64(index) * 300 * Self.millisecond)
    }
    return 3 * count
  }

  private func beginOutage() -> Int {
    guard let place = chooseWorkload() else { return 1 }
    for pod in workloads[place].pods { loseReadiness(pod, random.milliseconds(0...1_500)) }
    return 2 * workloads[place].pods.count + 6
  }

  private func loseReadiness(_ pod: Int, _ delay: Int64) {
    guard pods[pod].isLive, pods[pod].isReady, !pods[pod].isTerminating,
      pods[pod].crashesLeft == 0
    else { return }
    plan(.loseReadiness, pod, delay)
  }

  private func beginKill() -> Int {
    guard let pod = choosePod() else { return 1 }
    delete(pod)
    return Self.changesOfRollout + 2
  }

  private func beginCrashLoop() -> Int {
    guard let pod = choosePod() else { return 1 }
    pods[pod].crashesLeft = 1 + random.below(5)
    plan(.crash, pod, random.milliseconds(10...1_000))
    return pods[pod].crashesLeft * 4 + 2
  }

  // MARK: Nodes

  /// Somebody drains a Node: its Pods are evicted one after the other.
  private func beginDrain() -> Int {
    guard nodes.count > 2, cordonedCount * 10 < nodes.count else { return 1 }
    let node = random.below(nodes.count)
    guard !nodes[node].isCordoned else { return 1 }
    cordonedCount += 1
    nodes[node].isCordoned = true
    publishNode(node)
    var time: Int64 = 0
    for (index, pod) in pods.enumerated() where pod.isLive && pod.node == node {
      time += random.milliseconds(50...900)
      queue.add(.pod(index, serial: pod.serial, plan: nil, .delete), at: now + time)
    }
    queue.add(.uncordon(node: node), at: now + time + random.milliseconds(30_000...300_000))
    return nodes[node].podCount * (Self.changesOfRollout + 2) + 2
  }

  /// The Node takes Pods again.
  func uncordon(_ node: Int) {
    cordonedCount -= 1
    nodes[node].isCordoned = false
    publishNode(node)
  }

  /// The kubelet reports its Node's status, as it does every five minutes where nothing changes.
  func beat(_ node: Int) {
    queue.add(.heartbeat(node: node), at: now + random.milliseconds(295_000...305_000))
    nodes[node].heartbeat = now
    publishNode(node)
  }

  private func publishNode(_ node: Int) {
    let revision = commit()
    nodes[node].revision = revision
    guard isTold(.node) else { return }
    text.add(nodes[node])
    send(.node, .modified, at: revision)
  }

  // MARK: Services

  private func beginService() -> Int {
    let replicas = 1 + random.below(max(parameters.pods / parameters.services, 1))
    guard liveServiceCount < parameters.services + max(parameters.services / 20, 1),
      fits(replicas)
    else { return 1 }
    createService(replicas: replicas)
    return replicas * (Self.changesOfStart + 1) + 2
  }

  private func beginPortChange() -> Int {
    guard let place = chooseWorkload() else { return 1 }
    switch workloads[place].shape {
    case .web, .plain: changePort(place)
    case .headless, .manual: break
    }
    return 1
  }

  private func endService() -> Int {
    guard liveServiceCount > max(parameters.services - parameters.services / 20 - 1, 1),
      let place = chooseWorkload()
    else { return 1 }
    let pods = workloads[place].pods.count
    deleteService(place)
    return pods * (Self.changesOfEnd + 1) + 2
  }
}
