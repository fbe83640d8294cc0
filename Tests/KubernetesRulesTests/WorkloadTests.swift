import KubernetesRules
import Testing
import TopologyModel

@Suite struct WorkloadTests {
  private func name(kind: String?, controller: String = "", hash: String? = nil) -> String {
    let pod = Sample.pod {
      if let hash { $0.labels = [Workload.templateHashLabel: hash] }
      if let kind {
        $0.controller = OwnerReference(
          apiVersion: "apps/v1",
          kind: kind,
          name: controller,
          uid: "u",
          isController: true
        )
      }
    }
    return Workload.name(of: pod, podName: "web-1")
  }

  @Test func aPodWithoutControllerIsItsOwnWorkload() {
    #expect(name(kind: nil) == "Pod/web-1")
    #expect(name(kind: nil, hash: "6f5d") == "Pod/web-1")
  }

  @Test func aReplicaSetOfADeploymentIsTheDeployment() {
    #expect(name(kind: "ReplicaSet", controller: "web-6f5d", hash: "6f5d") == "Deployment/web")
    #expect(name(kind: "ReplicaSet", controller: "a-b-6f5d", hash: "6f5d") == "Deployment/a-b")
  }

  @Test func aReplicaSetOfAnyOtherNameIsItself() {
    #expect(name(kind: "ReplicaSet", controller: "web-6f5d") == "ReplicaSet/web-6f5d")
    #expect(name(kind: "ReplicaSet", controller: "web-6f5d", hash: "77") == "ReplicaSet/web-6f5d")
    #expect(name(kind: "ReplicaSet", controller: "web6f5d", hash: "6f5d") == "ReplicaSet/web6f5d")
    #expect(name(kind: "ReplicaSet", controller: "-6f5d", hash: "6f5d") == "ReplicaSet/-6f5d")
    #expect(name(kind: "ReplicaSet", controller: "web-", hash: "") == "ReplicaSet/web-")
  }

  @Test func otherControllersAreNamedAsTheyAre() {
    #expect(name(kind: "StatefulSet", controller: "db-6f5d", hash: "6f5d") == "StatefulSet/db-6f5d")
    #expect(name(kind: "DaemonSet", controller: "agent") == "DaemonSet/agent")
  }
}
