extension ByteText {
  /// Adds a Node as the API server sends it in a watch.
  mutating func add(_ node: SimulatedNode) {
    add("{\"kind\":\"Node\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"")
    add(text: node.name)
    add("\",\"uid\":\"")
    add(node.uid)
    add("\",\"resourceVersion\":\"")
    add(number: node.revision)
    add("\",\"creationTimestamp\":\"")
    add(second: node.created)
    add(
      """
      ","labels":{"beta.kubernetes.io/arch":"amd64","beta.kubernetes.io/os":"linux",\
      "kubernetes.io/arch":"amd64","kubernetes.io/hostname":"
      """
    )
    add(text: node.name)
    add(
      """
      ","kubernetes.io/os":"linux","node.kubernetes.io/instance-type":"standard-8",\
      "topology.kubernetes.io/region":"region-1","topology.kubernetes.io/zone":"
      """
    )
    add(text: node.zone)
    add(
      """
      "},"annotations":{"node.alpha.kubernetes.io/ttl":"0",\
      "volumes.kubernetes.io/controller-managed-attach-detach":"true"}},"spec":{"podCIDR":"
      """
    )
    add(text: "10.\(128 + node.number >> 8).\(node.number & 255).0/24")
    add("\",\"podCIDRs\":[\"")
    add(text: "10.\(128 + node.number >> 8).\(node.number & 255).0/24\",\"")
    add(text: "fd00:10:244:\(String(node.number, radix: 16))::/64")
    add("\"]")
    if node.isCordoned {
      add(",\"taints\":[{\"key\":\"node.kubernetes.io/unschedulable\",\"effect\":\"NoSchedule\"}]")
      add(",\"unschedulable\":true")
    }
    add("},\"status\":")
    addStatus(node)
    add("}")
  }

  private mutating func addStatus(_ node: SimulatedNode) {
    add(
      """
      {"capacity":{"cpu":"8","ephemeral-storage":"203056560Ki","hugepages-1Gi":"0",\
      "hugepages-2Mi":"0","memory":"32855960Ki","pods":"110"},"allocatable":{"cpu":"7910m",\
      "ephemeral-storage":"187136925000","hugepages-1Gi":"0","hugepages-2Mi":"0",\
      "memory":"29906840Ki","pods":"110"},"conditions":[
      """
    )
    addCondition("MemoryPressure", "KubeletHasSufficientMemory", "sufficient memory", node)
    add("\"False\"},")
    addCondition("DiskPressure", "KubeletHasNoDiskPressure", "no disk pressure", node)
    add("\"False\"},")
    addCondition("PIDPressure", "KubeletHasSufficientPID", "sufficient PID", node)
    add("\"False\"},")
    addCondition("Ready", "KubeletReady", "posting ready status", node)
    add("\"True\"}],\"addresses\":[{\"type\":\"InternalIP\",\"address\":\"")
    add(text: node.address)
    add("\"},{\"type\":\"Hostname\",\"address\":\"")
    add(text: node.name)
    add("\"}],\"daemonEndpoints\":{\"kubeletEndpoint\":{\"Port\":10250}},\"nodeInfo\":")
    add("{\"machineID\":\"")
    add(plain: node.uid)
    add("\",\"systemUUID\":\"")
    add(node.uid)
    add("\",\"bootID\":\"")
    add(node.uid)
    add(
      """
      ","kernelVersion":"6.8.0-64-generic","osImage":"Ubuntu 24.04.3 LTS",\
      "containerRuntimeVersion":"containerd://2.1.4","kubeletVersion":"v1.36.2",\
      "kubeProxyVersion":"","operatingSystem":"linux","architecture":"amd64"}}
      """
    )
  }

  private mutating func addCondition(
    _ type: StaticString,
    _ reason: StaticString,
    _ message: StaticString,
    _ node: SimulatedNode
  ) {
    add("{\"type\":\"")
    add(type)
    add("\",\"lastHeartbeatTime\":\"")
    add(second: node.heartbeat)
    add("\",\"lastTransitionTime\":\"")
    add(second: node.created)
    add("\",\"reason\":\"")
    add(reason)
    add("\",\"message\":\"kubelet is ")
    add(message)
    add("\",\"status\":")
  }
}
