extension ClusterSimulation {
  private static let servicesOfNamespace = 10
  private static let namespacesMax = 200
  private static let day: Int64 = 86_400 * second

  /// Makes the cluster that the recording begins with.
  func populate() {
    for number in 1...parameters.nodes {
      let created = now - Int64(30 + random.below(300)) * Self.day
      nodes.append(
        SimulatedNode(
          number: number,
          created: created,
          zones: parameters.nodes,
          &random
        )
      )
      nodes[number - 1].heartbeat = now - random.milliseconds(0...300_000)
      nodes[number - 1].revision = commit()
      let first = nodes[number - 1].heartbeat + 300 * Self.second
      queue.add(.heartbeat(node: number - 1), at: first)
    }
    for _ in 0..<parameters.services {
      let created = now - random.milliseconds(3_600_000...2_000_000_000)
      addWorkload(created: created, replicas: 0)
    }
    shareOutPods()
    for place in workloads.indices {
      for _ in 0..<workloads[place].replicas { addRunningPod(place) }
      if workloads[place].shape == .manual {
        addManualSlice(place)
      } else {
        syncSlices(place, number: workloads[place].number)
      }
    }
    queue.add(.disturb, at: now + Self.second)
  }

  /// Gives the Deployments their sizes: most are small, a few are large.
  private func shareOutPods() {
    let places = workloads.indices.filter { workloads[$0].shape != .manual }
    guard !places.isEmpty else { return }
    let shares = places.map { _ in (1 + random.below(12)) * (random.oneIn(12) ? 8 : 1) }
    let sum = shares.reduce(0, +)
    var rest = parameters.pods
    for (place, share) in zip(places, shares) {
      let replicas = parameters.pods * share / sum
      workloads[place].replicas = replicas
      rest -= replicas
    }
    for index in 0..<rest { workloads[places[index % places.count]].replicas += 1 }
    wantedPodCount = parameters.pods
  }

  /// Adds a Service with its Deployment, under the name of a former one where there is one; returns
  /// its place.
  @discardableResult
  func addWorkload(created: Int64, replicas: Int, after former: SimulatedWorkload? = nil) -> Int {
    let number = serviceCount
    serviceCount += 1
    liveServiceCount += 1
    let namespaceCount = min(
      max(parameters.services / Self.servicesOfNamespace, 1),
      Self.namespacesMax
    )
    let shape = former?.shape ?? Self.shape(number)
    let wanted = shape == .manual ? 0 : replicas
    wantedPodCount += wanted
    var workload = SimulatedWorkload(
      number: number,
      namespace: former?.namespace ?? "shop-\(number % namespaceCount)",
      name: former?.name ?? NameText.service(number),
      uid: SimulatedUID(&random),
      shape: shape,
      isDualStack: former?.isDualStack ?? (number % 9 == 4 && shape != .manual),
      created: created,
      replicas: wanted,
      versions: [makeVersion(1)]
    )
    workload.revision = commit()
    workload.trigger = created
    if let place = freeWorkloads.popLast() {
      workloads[place] = workload
      return place
    }
    workloads.append(workload)
    return workloads.count - 1
  }

  private static func shape(_ number: Int) -> SimulatedWorkload.Shape {
    switch number % 16 {
    case 5: .headless
    case 11: .manual
    case 2, 7, 13: .plain
    default: .web
    }
  }

  /// Makes a template; now and then its port has another number than the one before.
  func makeVersion(_ number: Int) -> SimulatedVersion {
    SimulatedVersion(
      number: number,
      hash: NameText.suffix(10, &random),
      replicaSet: SimulatedUID(&random),
      port: number / 3 % 2 == 0 ? 8000 : 8001
    )
  }

  /// Adds a Pod that has been running for a while.
  private func addRunningPod(_ workload: Int) {
    let place = addPod(workload, created: now - random.milliseconds(600_000...86_400_000))
    guard let node = chooseNode(), let host = nodes[node].takeHost() else { return }
    nodes[node].podCount += 1
    pods[place].node = node
    pods[place].take(host, on: nodes[pods[place].node])
    pods[place].stage = .running
    pods[place].boundAt = pods[place].created + Self.second
    pods[place].runningAt = pods[place].created + 3 * Self.second
    pods[place].isReady = true
    pods[place].readySince = pods[place].created + 8 * Self.second
    pods[place].revision = commit()
    noteAddresses(of: place, areHeld: true, at: pods[place].revision)
  }

  /// Adds a Pod to a Deployment, without telling of it; returns its place.
  func addPod(_ workload: Int, created: Int64) -> Int {
    let version = workloads[workload].version
    var name: String
    repeat {
      let suffix = NameText.suffix(5, &random)
      name = "\(workloads[workload].name)-\(version.hash)-\(suffix)"
    } while workloads[workload].pods.contains { pods[$0].name == name }
    podCount += 1
    let pod = SimulatedPod(
      serial: podCount,
      workload: workload,
      version: version.number,
      name: name,
      uid: SimulatedUID(&random),
      volume: NameText.suffix(5, &random),
      created: created
    )
    let place: Int
    if let free = freePods.popLast() {
      place = free
      pods[place] = pod
    } else {
      place = pods.count
      pods.append(pod)
    }
    workloads[workload].pods.append(place)
    return place
  }

  /// Chooses the emptier of two Nodes that take Pods; nil where none does.
  func chooseNode() -> Int? {
    let triesMax = 16
    var best: Int?
    for _ in 0..<triesMax {
      let node = random.below(nodes.count)
      guard !nodes[node].isCordoned,
        nodes[node].podCount < SimulationParameters.podsOfNodeMax
      else { continue }
      guard let other = best, other != node else {
        best = node
        continue
      }
      return nodes[node].podCount < nodes[other].podCount ? node : other
    }
    return best
      ?? nodes.indices.first {
        !nodes[$0].isCordoned && nodes[$0].podCount < SimulationParameters.podsOfNodeMax
      }
  }
}
