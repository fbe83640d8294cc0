extension ByteText {
  /// Adds a Pod as the API server sends it in a watch; the first bytes are those of `head(of:)`.
  mutating func add(_ pod: SimulatedPod, of workload: SimulatedWorkload, on node: SimulatedNode?) {
    let version = workload.version(pod.version)
    add("{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"")
    add(text: pod.name)
    add("\",\"generateName\":\"")
    addReplicaSet(workload, version)
    add("-\",\"namespace\":\"")
    add(text: workload.namespace)
    add("\",\"uid\":\"")
    add(pod.uid)
    add("\",\"resourceVersion\":\"")
    add(number: pod.revision)
    add("\",\"generation\":")
    add(number: pod.isTerminating ? 2 : 1)
    add(",\"creationTimestamp\":\"")
    add(second: pod.created)
    if pod.isTerminating {
      add("\",\"deletionTimestamp\":\"")
      add(second: pod.deletionAt)
      add("\",\"deletionGracePeriodSeconds\":")
      add(number: pod.grace)
      add(",\"labels\":{\"app\":\"")
    } else {
      add("\",\"labels\":{\"app\":\"")
    }
    add(text: workload.name)
    add("\",\"pod-template-hash\":\"")
    add(text: version.hash)
    add("\",\"tier\":\"")
    add(text: workload.number % 3 == 0 ? "front" : "back")
    if let node {
      add("\",\"topology.kubernetes.io/region\":\"region-1\",\"topology.kubernetes.io/zone\":\"")
      add(text: node.zone)
    }
    add("\",\"ver\":\"v")
    add(number: version.number)
    add("\"},\"ownerReferences\":[{\"apiVersion\":\"apps/v1\",\"kind\":\"ReplicaSet\",\"name\":\"")
    addReplicaSet(workload, version)
    add("\",\"uid\":\"")
    add(version.replicaSet)
    add("\",\"controller\":true,\"blockOwnerDeletion\":true}],\"managedFields\":[")
    addManagedFields(pod, version, node)
    add("]},\"spec\":")
    addSpec(pod, workload, version, node)
    add(",\"status\":")
    addStatus(pod, workload, version, node)
    add("}")
  }

  private mutating func addReplicaSet(_ workload: SimulatedWorkload, _ version: SimulatedVersion) {
    add(text: workload.name)
    add("-")
    add(text: version.hash)
  }

  private mutating func addManagedFields(
    _ pod: SimulatedPod,
    _ version: SimulatedVersion,
    _ node: SimulatedNode?
  ) {
    add(
      """
      {"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1","time":"
      """
    )
    add(second: pod.created)
    add(
      """
      ","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:generateName":{},"f:labels":{".":{},\
      "f:app":{},"f:pod-template-hash":{},"f:tier":{},"f:ver":{}},"f:ownerReferences":{".":{},\
      "k:{\\"uid\\":\\"
      """
    )
    add(version.replicaSet)
    add(
      """
      \\"}":{}}},"f:spec":{"f:containers":{"k:{\\"name\\":\\"main\\"}":{".":{},"f:env":{".":{},\
      "k:{\\"name\\":\\"DATABASE_URL\\"}":{".":{},"f:name":{},"f:value":{}},\
      "k:{\\"name\\":\\"LOG_LEVEL\\"}":{".":{},"f:name":{},"f:value":{}}},"f:image":{},\
      "f:imagePullPolicy":{},"f:name":{},"f:ports":{".":{},"k:{\\"containerPort\\":
      """
    )
    add(number: version.port)
    add(
      """
      ,\\"protocol\\":\\"TCP\\"}":{".":{},"f:containerPort":{},"f:name":{},"f:protocol":{}},\
      "k:{\\"containerPort\\":9090,\\"protocol\\":\\"TCP\\"}":{".":{},"f:containerPort":{},\
      "f:name":{},"f:protocol":{}}},"f:readinessProbe":{".":{},"f:failureThreshold":{},\
      "f:httpGet":{".":{},"f:path":{},"f:port":{},"f:scheme":{}},"f:periodSeconds":{},\
      "f:successThreshold":{},"f:timeoutSeconds":{}},"f:resources":{".":{},"f:limits":{".":{},\
      "f:memory":{}},"f:requests":{".":{},"f:cpu":{},"f:memory":{}}},\
      "f:terminationMessagePath":{},"f:terminationMessagePolicy":{}}},"f:dnsPolicy":{},\
      "f:enableServiceLinks":{},"f:restartPolicy":{},"f:schedulerName":{},"f:securityContext":{},\
      "f:terminationGracePeriodSeconds":{}}}}
      """
    )
    if node != nil, pod.stage != .bound { addKubeletFields(pod) }
  }

  /// What the kubelet wrote of a Pod that it knows of.
  private mutating func addKubeletFields(_ pod: SimulatedPod) {
    add(
      """
      ,{"manager":"kubelet","operation":"Update","apiVersion":"v1","time":"
      """
    )
    add(second: max(pod.readySince, pod.boundAt))
    add(
      """
      ","fieldsType":"FieldsV1","fieldsV1":{"f:status":{"f:conditions":{\
      "k:{\\"type\\":\\"ContainersReady\\"}":{".":{},"f:lastProbeTime":{},\
      "f:lastTransitionTime":{},"f:message":{},"f:observedGeneration":{},"f:reason":{},\
      "f:status":{},"f:type":{}},"k:{\\"type\\":\\"Initialized\\"}":{".":{},"f:lastProbeTime":{},\
      "f:lastTransitionTime":{},"f:observedGeneration":{},"f:status":{},"f:type":{}},\
      "k:{\\"type\\":\\"PodReadyToStartContainers\\"}":{".":{},"f:lastProbeTime":{},\
      "f:lastTransitionTime":{},"f:observedGeneration":{},"f:status":{},"f:type":{}},\
      "k:{\\"type\\":\\"PodScheduled\\"}":{"f:lastTransitionTime":{},"f:observedGeneration":{}},\
      "k:{\\"type\\":\\"Ready\\"}":{".":{},"f:lastProbeTime":{},"f:lastTransitionTime":{},\
      "f:message":{},"f:observedGeneration":{},"f:reason":{},"f:status":{},"f:type":{}}},\
      "f:containerStatuses":{},"f:hostIP":{},"f:hostIPs":{},"f:observedGeneration":{},\
      "f:phase":{}
      """
    )
    if pod.host != 0 {
      add(",\"f:podIP\":{},\"f:podIPs\":{\".\":{},\"k:{\\\"ip\\\":\\\"")
      add(text: pod.address(.ipv4))
      add("\\\"}\":{\".\":{},\"f:ip\":{}},\"k:{\\\"ip\\\":\\\"")
      add(text: pod.address(.ipv6))
      add("\\\"}\":{\".\":{},\"f:ip\":{}}}")
    }
    add(",\"f:startTime\":{}}},\"subresource\":\"status\"}")
  }

  private mutating func addSpec(
    _ pod: SimulatedPod,
    _ workload: SimulatedWorkload,
    _ version: SimulatedVersion,
    _ node: SimulatedNode?
  ) {
    add("{\"volumes\":[{\"name\":\"kube-api-access-")
    add(text: pod.volume)
    add(
      """
      ","projected":{"sources":[{"serviceAccountToken":{"expirationSeconds":3607,\
      "path":"token"}},{"configMap":{"name":"kube-root-ca.crt","items":[{"key":"ca.crt",\
      "path":"ca.crt"}]}},{"downwardAPI":{"items":[{"path":"namespace",\
      "fieldRef":{"apiVersion":"v1","fieldPath":"metadata.namespace"}}]}}],\
      "defaultMode":420}}],"containers":[{"name":"main","image":"
      """
    )
    addImage(workload, version)
    add("\",\"ports\":[{\"name\":\"http\",\"containerPort\":")
    add(number: version.port)
    add(
      """
      ,"protocol":"TCP"},{"name":"metrics","containerPort":9090,"protocol":"TCP"}],\
      "env":[{"name":"DATABASE_URL","value":"postgres://db.
      """
    )
    add(text: workload.namespace)
    add(
      """
      .svc:5432/main?sslmode=require"},{"name":"LOG_LEVEL","value":"info"}],\
      "resources":{"limits":{"memory":"256Mi"},"requests":{"cpu":"100m","memory":"128Mi"}},\
      "volumeMounts":[{"name":"kube-api-access-
      """
    )
    add(text: pod.volume)
    add(
      """
      ","readOnly":true,"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}],\
      "readinessProbe":{"httpGet":{"path":"/healthz","port":"http","scheme":"HTTP"},\
      "timeoutSeconds":1,"periodSeconds":5,"successThreshold":1,"failureThreshold":3},\
      "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",\
      "imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always",\
      "terminationGracePeriodSeconds":10,"dnsPolicy":"ClusterFirst",\
      "serviceAccountName":"default","serviceAccount":"default"
      """
    )
    if let node {
      add(",\"nodeName\":\"")
      add(text: node.name)
      add("\"")
    }
    add(
      """
      ,"securityContext":{},"schedulerName":"default-scheduler","tolerations":[\
      {"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute",\
      "tolerationSeconds":300},{"key":"node.kubernetes.io/unreachable","operator":"Exists",\
      "effect":"NoExecute","tolerationSeconds":300}],"priority":0,"enableServiceLinks":true,\
      "preemptionPolicy":"PreemptLowerPriority"}
      """
    )
  }

  mutating func addImage(_ workload: SimulatedWorkload, _ version: SimulatedVersion) {
    add("registry.local/")
    add(text: workload.name)
    add(":v")
    add(number: version.number)
  }
}
