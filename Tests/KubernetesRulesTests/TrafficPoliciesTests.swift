import KubernetesRules
import Testing
import TopologyModel

@Suite struct TrafficPoliciesTests {
  private func accessible(
    _ family: IPAddress.Family = .ipv4,
    nodePort: Int = 0,
    _ change: (inout ServiceFacts) -> Void = { _ in }
  ) -> Bool {
    TrafficPolicies.isExternallyAccessible(
      Sample.service(change),
      port: Sample.port(nodePort: nodePort),
      family: family
    )
  }

  @Test func externalAccessNeedsSomethingTheNodeAccepts() {
    #expect(!accessible())
    #expect(accessible(nodePort: 30080))
    #expect(accessible { $0.externalIPs = ["203.0.113.1"] })
    #expect(!accessible(.ipv6) { $0.externalIPs = ["203.0.113.1"] })
    #expect(accessible { $0.ingress = [.init(ip: "203.0.113.1", hostname: "", ipMode: "")] })
    #expect(accessible { $0.ingress = [.init(ip: "203.0.113.1", hostname: "", ipMode: "VIP")] })
    #expect(!accessible { $0.ingress = [.init(ip: "203.0.113.1", hostname: "", ipMode: "Proxy")] })
    #expect(!accessible { $0.ingress = [.init(ip: "", hostname: "lb.example", ipMode: "")] })
    #expect(
      !accessible(.ipv6) { $0.ingress = [.init(ip: "203.0.113.1", hostname: "", ipMode: "")] }
    )
  }

  @Test func theAPIJudgesByType() {
    func byType(_ type: String, externalIPs: [String] = []) -> Bool {
      TrafficPolicies.isExternallyAccessibleByType(
        Sample.service {
          $0.type = type
          $0.externalIPs = externalIPs
        }
      )
    }
    #expect(byType("LoadBalancer") && byType("NodePort"))
    #expect(!byType("ClusterIP") && byType("ClusterIP", externalIPs: ["203.0.113.1"]))
    #expect(!byType("ExternalName", externalIPs: ["203.0.113.1"]))
  }

  @Test func localExternalPolicyCountsOnlyForTypesThatHaveIt() {
    func policies(_ type: String) -> TrafficPolicies {
      let service = Sample.service {
        $0.type = type
        $0.externalTrafficPolicy = "Local"
      }
      return TrafficPolicies(
        service: service,
        port: Sample.port(nodePort: 30080),
        family: .ipv4
      )
    }
    #expect(policies("NodePort").externalIsLocal)
    #expect(!policies("ClusterIP").externalIsLocal)
    #expect(policies("NodePort").usesLocalEndpoints)
    #expect(!policies("ClusterIP").usesLocalEndpoints)
  }

  @Test func onlyTheWordLocalIsLocal() {
    for policy in ["", "Cluster", "local"] {
      let service = Sample.service {
        $0.type = "NodePort"
        $0.internalTrafficPolicy = policy
        $0.externalTrafficPolicy = policy
      }
      let policies = TrafficPolicies(
        service: service,
        port: Sample.port(nodePort: 1),
        family: .ipv4
      )
      #expect(!policies.internalIsLocal && !policies.externalIsLocal)
    }
  }

  @Test func defaultsAreThoseOfTheAPI() {
    let empty = Sample.service { $0.internalTrafficPolicy = "" }
    #expect(ServiceDefaults.internalTrafficPolicy(of: empty) == "Cluster")
    #expect(ServiceDefaults.externalTrafficPolicy(of: empty) == nil)
    #expect(ServiceDefaults.sessionAffinity(of: empty) == "None")
    let alias = Sample.service {
      $0.internalTrafficPolicy = ""
      $0.type = "ExternalName"
    }
    #expect(ServiceDefaults.internalTrafficPolicy(of: alias) == nil)
    let given = Sample.service {
      $0.type = "NodePort"
      $0.internalTrafficPolicy = "Local"
      $0.externalTrafficPolicy = "Local"
      $0.sessionAffinity = "ClientIP"
    }
    #expect(ServiceDefaults.internalTrafficPolicy(of: given) == "Local")
    #expect(ServiceDefaults.externalTrafficPolicy(of: given) == "Local")
    #expect(ServiceDefaults.sessionAffinity(of: given) == "ClientIP")
    let nodePort = Sample.service { $0.type = "NodePort" }
    #expect(ServiceDefaults.externalTrafficPolicy(of: nodePort) == "Cluster")
  }
}
