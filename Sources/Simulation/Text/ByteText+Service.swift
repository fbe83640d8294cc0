extension ByteText {
  /// Adds a Service as the API server sends it in a watch.
  mutating func add(_ service: SimulatedWorkload) {
    add("{\"kind\":\"Service\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"")
    add(text: service.name)
    add("\",\"namespace\":\"")
    add(text: service.namespace)
    add("\",\"uid\":\"")
    add(service.uid)
    add("\",\"resourceVersion\":\"")
    add(number: service.revision)
    add("\",\"creationTimestamp\":\"")
    add(second: service.created)
    add("\",\"labels\":{\"app\":\"")
    add(text: service.name)
    add(
      """
      "},"managedFields":[{"manager":"deployer","operation":"Update","apiVersion":"v1","time":"
      """
    )
    add(second: service.created)
    add(
      """
      ","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{".":{},"f:app":{}}},\
      "f:spec":{"f:internalTrafficPolicy":{},"f:ports":{".":{}
      """
    )
    for port in service.ports {
      add(",\"k:{\\\"port\\\":")
      add(number: port.number)
      add(
        """
        ,\\"protocol\\":\\"TCP\\"}":{".":{},"f:name":{},"f:port":{},"f:protocol":{},\
        "f:targetPort":{}}
        """
      )
    }
    add("},\"f:selector\":{},\"f:sessionAffinity\":{},\"f:type\":{}}}}]},\"spec\":{\"ports\":[")
    for (index, port) in service.ports.enumerated() {
      if index > 0 { add(",") }
      add("{")
      if !port.name.isEmpty {
        add("\"name\":\"")
        add(text: port.name)
        add("\",")
      }
      add("\"protocol\":\"TCP\",\"port\":")
      add(number: port.number)
      add(",\"targetPort\":")
      if let target = port.target { add(number: target) } else { add("\"http\"") }
      add("}")
    }
    add("]")
    if service.shape != .manual {
      add(",\"selector\":{\"app\":\"")
      add(text: service.name)
      add("\"}")
    }
    addAddresses(of: service)
    add(
      """
      ,"type":"ClusterIP","sessionAffinity":"None","ipFamilies":["IPv4"
      """
    )
    if service.isDualStack { add(",\"IPv6\"") }
    add("],\"ipFamilyPolicy\":\"")
    if service.isDualStack { add("PreferDualStack") } else { add("SingleStack") }
    add("\",\"internalTrafficPolicy\":\"Cluster\"},\"status\":{\"loadBalancer\":{}}}")
  }

  private mutating func addAddresses(of service: SimulatedWorkload) {
    guard service.shape != .headless else {
      add(",\"clusterIP\":\"None\",\"clusterIPs\":[\"None\"]")
      return
    }
    add(",\"clusterIP\":\"")
    add(text: service.clusterAddress(.ipv4))
    add("\",\"clusterIPs\":[\"")
    add(text: service.clusterAddress(.ipv4))
    if service.isDualStack {
      add("\",\"")
      add(text: service.clusterAddress(.ipv6))
    }
    add("\"]")
  }
}
