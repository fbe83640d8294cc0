extension ByteText {
  /// Adds what stands before the endpoints of a slice, as the API server sends it in a watch.
  mutating func addBeginning(of slice: SimulatedSlice, of service: SimulatedWorkload) {
    let isManual = service.shape == .manual
    add("{\"kind\":\"EndpointSlice\",\"apiVersion\":\"discovery.k8s.io/v1\",\"metadata\":")
    add("{\"name\":\"")
    add(text: slice.name)
    if !isManual {
      add("\",\"generateName\":\"")
      add(text: service.name)
      add("-")
    }
    add("\",\"namespace\":\"")
    add(text: service.namespace)
    add("\",\"uid\":\"")
    add(slice.uid)
    add("\",\"resourceVersion\":\"")
    add(number: slice.revision)
    add("\",\"generation\":")
    add(number: slice.generation)
    add(",\"creationTimestamp\":\"")
    add(second: slice.created)
    add("\",\"labels\":{\"app\":\"")
    add(text: service.name)
    add("\",\"endpointslice.kubernetes.io/managed-by\":\"")
    if isManual { add("staff") } else { add("endpointslice-controller.k8s.io") }
    add("\",\"kubernetes.io/service-name\":\"")
    add(text: service.name)
    if service.shape == .headless { add("\",\"service.kubernetes.io/headless\":\"") }
    add("\"}")
    if slice.trigger != 0 {
      add(",\"annotations\":{\"endpoints.kubernetes.io/last-change-trigger-time\":\"")
      add(second: slice.trigger)
      add("\"}")
    }
    if !isManual {
      add(",\"ownerReferences\":[{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"name\":\"")
      add(text: service.name)
      add("\",\"uid\":\"")
      add(service.uid)
      add("\",\"controller\":true,\"blockOwnerDeletion\":true}]")
    }
    add(",\"managedFields\":[{\"manager\":\"")
    if isManual { add("staff") } else { add("kube-controller-manager") }
    add("\",\"operation\":\"Update\",\"apiVersion\":\"discovery.k8s.io/v1\",\"time\":\"")
    add(second: max(slice.created, slice.trigger))
    add(
      """
      ","fieldsType":"FieldsV1","fieldsV1":{"f:addressType":{},"f:endpoints":{},\
      "f:metadata":{"f:annotations":{".":{},\
      "f:endpoints.kubernetes.io/last-change-trigger-time":{}},"f:generateName":{},\
      "f:labels":{".":{},"f:app":{},"f:endpointslice.kubernetes.io/managed-by":{},\
      "f:kubernetes.io/service-name":{}},"f:ownerReferences":{".":{},"k:{\\"uid\\":\\"
      """
    )
    add(service.uid)
    add("\\\"}\":{}}},\"f:ports\":{}}}]},\"addressType\":\"")
    add(text: slice.family.addressType)
    add("\",\"endpoints\":")
  }

  /// Adds an endpoint of a Pod.
  mutating func add(
    _ endpoint: SimulatedSlice.Endpoint,
    of pod: SimulatedPod,
    on node: SimulatedNode,
    _ family: SimulatedFamily,
    namespace: String
  ) {
    add("{\"addresses\":[\"")
    add(text: pod.address(family))
    add("\"],\"conditions\":{\"ready\":")
    add(endpoint.conditions.isReady)
    add(",\"serving\":")
    add(endpoint.conditions.isServing)
    add(",\"terminating\":")
    add(endpoint.conditions.isTerminating)
    add("},\"targetRef\":{\"kind\":\"Pod\",\"namespace\":\"")
    add(text: namespace)
    add("\",\"name\":\"")
    add(text: pod.name)
    add("\",\"uid\":\"")
    add(pod.uid)
    add("\"},\"nodeName\":\"")
    add(text: node.name)
    add("\",\"zone\":\"")
    add(text: node.zone)
    add("\"}")
  }

  /// Adds an endpoint that somebody wrote by hand.
  mutating func add(manualEndpoint address: String) {
    add("{\"addresses\":[\"")
    add(text: address)
    add("\"],\"conditions\":{\"ready\":true}}")
  }

  /// Adds the ports of a slice, and its end.
  mutating func addPorts(of slice: SimulatedSlice, of service: SimulatedWorkload) {
    add(",\"ports\":[")
    for (index, port) in service.ports.enumerated() {
      if index > 0 { add(",") }
      add("{\"name\":\"")
      add(text: port.name)
      add("\",\"protocol\":\"TCP\",\"port\":")
      add(number: port.target ?? slice.port)
      add("}")
    }
    add("]}")
  }
}
