import KubernetesRules
import Testing
import TopologyModel

@Suite struct TargetFindingsTests {
  private typealias Make = FindingSample

  @Test func missingPodsAreFoundWherePodsAreObserved() {
    #expect(
      Make.found(.targetPodMissing) { $0.pods?.targets = [:] }
        == ["error web-a shop/web-1", "error web-a shop/web-2"]
    )
    #expect(Make.found(.targetPodMissing) { $0.pods = nil } == [])
  }

  @Test func onlyPodsOfTheNamespaceAreKnownToBeMissing() {
    func found(_ change: (inout EndpointFacts) -> Void) -> [String] {
      Make.found(.targetPodMissing) {
        $0.pods?.targets[Make.pod(1).reference.slot] = nil
        $0.changeEndpoint(0, change)
      }
    }
    #expect(found { $0.target?.namespace = "" } == ["error web-a shop/web-1"])
    #expect(found { $0.target?.namespace = "lab" } == [])
    #expect(found { $0.target?.kind = "VirtualMachine" } == [])
    #expect(found { $0.target = nil } == [])
  }

  @Test func anotherIncarnationIsAMismatchAndHidesItsFacts() {
    func found(_ rule: FindingRule) -> [String] {
      Make.found(rule) {
        $0.changeEndpoint(0) {
          $0.target?.uid = "old"
          $0.addresses = ["10.0.0.9"]
          $0.ready = false
        }
        $0.pods?.targets[Make.pod(1).reference.slot]?.facts.labels = [:]
      }
    }
    #expect(found(.targetPodUIDMismatch) == ["error web-a shop/web-1"])
    for rule: FindingRule in [
      .targetPodMissing, .targetIPMismatch, .conditionMismatch, .notSelectedButListed,
    ] {
      #expect(found(rule) == [])
    }
  }

  @Test func unknownUIDsAreNoMismatch() {
    #expect(
      Make.found(.targetPodUIDMismatch) { $0.changeEndpoint(0) { $0.target?.uid = "" } } == []
    )
    #expect(Make.found(.targetPodUIDMismatch) { $0.pods = nil } == [])
    #expect(Make.found(.targetPodUIDMismatch) == [])
  }

  @Test func addressesAreComparedAsAddresses() {
    func found(_ change: (inout ServiceFindingsInput) -> Void) -> [String] {
      Make.found(.targetIPMismatch, change)
    }
    #expect(
      found { $0.changeEndpoint(0) { $0.addresses = ["10.0.0.9", "10.0.0.1"] } }
        == ["error web-a shop/web-1 10.0.0.9"]
    )
    #expect(found { $0.changeEndpoint(0) { $0.addresses = ["010.0.0.1"] } } == [])
    #expect(found { $0.changePod(0) { $0.ips = [] } } == [])
    #expect(
      found {
        $0.changePod(0) {
          $0.ips = []
          $0.primaryIP = ""
        }
      } == ["error web-a shop/web-1 10.0.0.1"]
    )
  }

  @Test(
    arguments: [
      ((true, true, false), PodFacts.ConditionStatus.isTrue, false, false),
      ((false, false, false), .isFalse, false, false),
      ((false, false, false), .absent, false, false),
      ((true, true, false), .isFalse, false, true),
      ((true, true, false), .isTrue, true, true),
      ((false, true, true), .isTrue, true, false),
      ((false, true, true), .isTrue, false, true),
      ((nil, nil, nil), .isTrue, false, false),
      ((nil, nil, nil), .isFalse, false, true),
      ((false, nil, nil), .isFalse, false, false),
    ] as [((Bool?, Bool?, Bool?), PodFacts.ConditionStatus, Bool, Bool)]
  )
  func conditionsFollowThePod(
    stored: (Bool?, Bool?, Bool?),
    ready: PodFacts.ConditionStatus,
    isTerminating: Bool,
    isFound: Bool
  ) {
    let found = Make.found(.conditionMismatch) {
      $0.changeEndpoint(0) { ($0.ready, $0.serving, $0.terminating) = stored }
      $0.changePod(0) {
        $0.ready = ready
        $0.deletionTimestamp = isTerminating ? Instant(nanoseconds: 0) : nil
      }
    }
    #expect(found == (isFound ? ["warning web-a shop/web-1"] : []))
  }

  @Test func publishedPodsAreReady() {
    let found = Make.found(.conditionMismatch) {
      $0.service.facts.publishesNotReadyAddresses = true
      $0.changeEndpoint(0) { $0.serving = false }
      $0.changePod(0) { $0.ready = .isFalse }
    }
    #expect(found == [])
  }

  private func finished(
    manager: String? = Make.controller,
    phase: String = "Succeeded",
    _ change: (inout ServiceFindingsInput) -> Void = { _ in }
  ) -> [String] {
    let input = Make.input {
      $0.changePod(0) { $0.phase = phase }
      $0.changeSlice { Make.label(&$0, Make.manager, manager) }
      change(&$0)
    }
    return ServiceFindings.findings(input).filter { $0.ruleID == "ST123" }.map {
      let evidence = $0.evidence.map { "\($0.field)=\($0.value ?? "nil")" }
      return "\($0.detail): \($0.message); \(evidence.joined(separator: ", "))"
    }
  }

  @Test func aFinishedPodThatTheControllerStillListsIsLeftOver() {
    func text(_ phase: String, ready: Bool = true) -> String {
      "shop/web-1: Pod `shop/web-1` has finished, and is still listed; "
        + "endpoints[0].conditions=ready=\(ready) serving=true terminating=false, "
        + "status.phase=\(phase)"
    }
    #expect(finished() == [text("Succeeded")])
    #expect(finished(phase: "Failed") == [text("Failed")])
    #expect(finished(manager: nil) == [text("Succeeded")])
    #expect(
      finished { $0.changeEndpoint(0) { $0.ready = false } } == [text("Succeeded", ready: false)]
    )
  }

  @Test func whatTheControllerDoesNotWriteMayListFinishedPods() {
    #expect(finished(phase: "Running") == [])
    #expect(finished(manager: "staff") == [])
    #expect(finished { $0.service.facts.selector = [:] } == [])
    #expect(finished { $0.service.facts.type = "ExternalName" } == [])
    #expect(finished { $0.changeEndpoint(0) { $0.target?.uid = "old" } } == [])
    let differing = finished(manager: "staff") { $0.changeEndpoint(0) { $0.ready = false } }
    #expect(differing.count == 1)
    #expect(differing.allSatisfy { $0.contains("`ready` of an endpoint differs from what Pod") })
  }

  @Test func unselectedPodsAreFoundInTheControllersSlices() {
    func found(
      manager: String? = Make.controller,
      _ change: (inout ServiceFindingsInput) -> Void = { _ in }
    ) -> [String] {
      Make.found(.notSelectedButListed) {
        $0.changePod(0) { $0.labels = ["app": "debug"] }
        $0.pods?.selected.removeFirst()
        $0.changeSlice { Make.label(&$0, Make.manager, manager) }
        change(&$0)
      }
    }
    #expect(found() == ["warning web-a shop/web-1"])
    #expect(found(manager: nil) == ["warning web-a shop/web-1"])
    #expect(found(manager: "staff") == [])
    #expect(found { $0.service.facts.selector = [:] } == [])
    #expect(found { $0.pods = nil } == [])
    #expect(Make.found(.notSelectedButListed) == [])
  }

  @Test func readyPodsThatNoSliceListsAreFound() {
    func found(_ change: (inout ServiceFindingsInput) -> Void = { _ in }) -> [String] {
      Make.found(.readyPodNotListed) {
        $0.slices?[0].endpoints.removeFirst()
        change(&$0)
      }
    }
    #expect(found() == ["warning web shop/web-1"])
    #expect(found { $0.slices = [] } == ["warning web shop/web-1", "warning web shop/web-2"])
    #expect(found { $0.slices = nil } == [])
    #expect(found { $0.pods = nil } == [])
    #expect(found { $0.service.facts.selector = [:] } == [])
    #expect(found { $0.slices?[0].endpoints.append(Make.bare("10.0.0.1")) } == [])
  }

  @Test func podsThatTheControllerLeavesOutAreNotMissed() {
    func found(_ change: (inout PodFacts) -> Void) -> [String] {
      Make.found(.readyPodNotListed) {
        $0.slices?[0].endpoints.removeFirst()
        $0.changePod(0, change)
      }
    }
    #expect(found { $0.ready = .isFalse } == [])
    #expect(found { $0.phase = "Succeeded" } == [])
    #expect(found { $0.nodeName = "gone" } == [])
    #expect(found { $0.deletionTimestamp = Instant(nanoseconds: 0) } == [])
    #expect(
      found {
        $0.ips = []
        $0.primaryIP = ""
      } == []
    )
  }

  @Test func aPodMayBeMissingInOneFamily() throws {
    let input = Make.input {
      $0.service.facts.ipFamilies = ["IPv4", "IPv6"]
      $0.changePod(0) { $0.ips.append("2001:db8::1") }
    }
    let findings = ServiceFindings.findings(input).filter { $0.ruleID == "ST125" }
    #expect(findings.map(\.detail) == ["shop/web-1"])
    #expect(
      findings.map(\.message) == ["Pod `shop/web-1` is selected and ready, and in no `IPv6` slice"]
    )
  }
}
