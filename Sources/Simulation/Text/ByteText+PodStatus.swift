extension ByteText {
  /// Adds the status of a Pod as its kubelet reports it.
  mutating func addStatus(
    _ pod: SimulatedPod,
    _ workload: SimulatedWorkload,
    _ version: SimulatedVersion,
    _ node: SimulatedNode?
  ) {
    guard let node, pod.stage != .pending, pod.stage != .bound else {
      add("{\"phase\":\"Pending\"")
      if node != nil {
        add(",\"conditions\":[{\"type\":\"PodScheduled\",\"status\":\"True\",")
        add("\"lastProbeTime\":null,\"lastTransitionTime\":\"")
        add(second: pod.boundAt)
        add("\"}]")
      }
      add(",\"qosClass\":\"Burstable\"}")
      return
    }
    add("{\"observedGeneration\":")
    add(number: observedGeneration(pod))
    add(",\"phase\":\"")
    add(text: phase(pod))
    add("\",\"conditions\":[")
    let hasStarted = pod.stage == .running
    let since = hasStarted ? pod.runningAt : max(pod.finishedAt, pod.boundAt)
    addCondition("PodReadyToStartContainers", pod, hasStarted, since: since)
    add("},")
    addCondition("Initialized", pod, true, since: pod.boundAt)
    add("},")
    addReadiness("Ready", pod)
    add("},")
    addReadiness("ContainersReady", pod)
    add("},")
    addCondition("PodScheduled", pod, true, since: pod.boundAt)
    add("}],\"hostIP\":\"")
    add(text: node.address)
    add("\",\"hostIPs\":[{\"ip\":\"")
    add(text: node.address)
    if pod.host != 0 {
      let first = pod.address(.ipv4)
      add("\"}],\"podIP\":\"")
      add(text: first)
      add("\",\"podIPs\":[{\"ip\":\"")
      add(text: first)
      add("\"},{\"ip\":\"")
      add(text: pod.address(.ipv6))
    }
    add("\"}],\"startTime\":\"")
    add(second: pod.boundAt)
    add("\",\"containerStatuses\":[")
    addContainer(pod, workload, version)
    add("],\"qosClass\":\"Burstable\"}")
  }

  private func observedGeneration(_ pod: SimulatedPod) -> Int { pod.isDeletionSeen ? 2 : 1 }

  private func phase(_ pod: SimulatedPod) -> String {
    switch pod.stage {
    case .pending, .bound, .creating: "Pending"
    case .running: "Running"
    case .succeeded: "Succeeded"
    }
  }

  private mutating func addCondition(
    _ type: StaticString,
    _ pod: SimulatedPod,
    _ isTrue: Bool,
    since: Int64
  ) {
    add("{\"type\":\"")
    add(type)
    add("\",\"observedGeneration\":")
    add(number: observedGeneration(pod))
    add(",\"status\":\"")
    if isTrue { add("True") } else { add("False") }
    add("\",\"lastProbeTime\":null,\"lastTransitionTime\":\"")
    add(second: since)
    add("\"")
  }

  private mutating func addReadiness(_ type: StaticString, _ pod: SimulatedPod) {
    addCondition(type, pod, pod.isReady, since: max(pod.readySince, pod.boundAt))
    guard !pod.isReady else { return }
    add(",\"reason\":\"")
    if pod.stage == .succeeded { add("PodCompleted") } else { add("ContainersNotReady") }
    add("\",\"message\":\"containers with unready status: [main]\"")
  }

  private mutating func addContainer(
    _ pod: SimulatedPod,
    _ workload: SimulatedWorkload,
    _ version: SimulatedVersion
  ) {
    add("{\"name\":\"main\",\"state\":{")
    switch (pod.stage, pod.container) {
    case (.running, .running):
      add("\"running\":{\"startedAt\":\"")
      add(second: pod.runningAt)
      add("\"}},\"lastState\":{")
      if pod.crashedAt != 0 { addTermination(pod, isError: true) }
    case (.running, .terminated):
      addTermination(pod, isError: true)
      add("},\"lastState\":{")
    case (.running, .backingOff):
      add("\"waiting\":{\"reason\":\"CrashLoopBackOff\",\"message\":\"back-off ")
      add(number: min(10 << max(pod.restarts - 1, 0), 300))
      add("s restarting failed container=main pod=")
      add(text: pod.name)
      add("\"}},\"lastState\":{")
      addTermination(pod, isError: true)
    case (.succeeded, _):
      addTermination(pod, isError: false)
      add("},\"lastState\":{")
    case (.pending, _), (.bound, _), (.creating, _):
      add("\"waiting\":{\"reason\":\"ContainerCreating\"}},\"lastState\":{")
    }
    add("},\"ready\":")
    add(pod.isReady)
    add(",\"restartCount\":")
    add(number: pod.restarts)
    add(",\"image\":\"")
    addImage(workload, version)
    add("\",\"imageID\":\"")
    if pod.stage != .creating {
      add("docker.io/library/")
      addImage(workload, version)
      add("@sha256:")
      add(plain: version.replicaSet)
      add(plain: version.replicaSet)
      add("\",\"containerID\":\"")
      addContainerID(pod)
    }
    add("\",\"started\":")
    add(pod.stage == .running && pod.container == .running)
    add(",\"volumeMounts\":[{\"name\":\"kube-api-access-")
    add(text: pod.volume)
    add("\",\"mountPath\":\"/var/run/secrets/kubernetes.io/serviceaccount\",")
    add("\"readOnly\":true,\"recursiveReadOnly\":\"Disabled\"}]}")
  }

  private mutating func addTermination(_ pod: SimulatedPod, isError: Bool) {
    add("\"terminated\":{\"exitCode\":")
    if isError { add("1,\"reason\":\"Error") } else { add("0,\"reason\":\"Completed") }
    add("\",\"startedAt\":\"")
    add(second: pod.runningAt)
    add("\",\"finishedAt\":\"")
    add(second: isError ? pod.crashedAt : pod.finishedAt)
    add("\",\"containerID\":\"")
    addContainerID(pod)
    add("\"}")
  }

  private mutating func addContainerID(_ pod: SimulatedPod) {
    add("containerd://")
    add(plain: pod.uid)
    add(plain: pod.uid, count: 24)
    let rest = String(pod.restarts, radix: 16)
    for _ in rest.utf8.count..<8 { add("0") }
    add(text: rest)
  }
}
