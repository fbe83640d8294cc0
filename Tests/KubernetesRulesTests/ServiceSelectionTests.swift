import KubernetesRules
import Testing
import TopologyModel

@Suite struct ServiceSelectionTests {
  private func selects(
    _ service: ServiceFacts,
    labels: LabelSet,
    podNamespace: String = "shop"
  ) -> Bool {
    ServiceSelection.selects(
      service: service,
      serviceNamespace: "shop",
      podLabels: labels,
      podNamespace: podNamespace
    )
  }

  @Test func everyPairOfTheSelectorMustMatch() {
    let service = Sample.service { $0.selector = ["app": "web", "tier": "front"] }
    #expect(selects(service, labels: ["app": "web", "tier": "front", "x": "y"]))
    #expect(!selects(service, labels: ["app": "web", "tier": "back"]))
    #expect(!selects(service, labels: ["app": "web"]))
    #expect(!selects(service, labels: [:]))
  }

  @Test func noSelectorSelectsNothing() {
    #expect(!selects(Sample.service { $0.selector = [:] }, labels: ["app": "web"]))
    #expect(!selects(Sample.service { $0.selector = [:] }, labels: [:]))
  }

  @Test func anotherNamespaceIsNeverSelected() {
    #expect(!selects(Sample.service(), labels: ["app": "web"], podNamespace: "lab"))
  }

  @Test func anAliasSelectsAndIsNotReconciled() {
    let alias = Sample.service { $0.type = "ExternalName" }
    #expect(selects(alias, labels: ["app": "web"]))
    #expect(!ServiceSelection.isReconciled(alias))
    #expect(!ServiceSelection.isReconciled(Sample.service { $0.selector = [:] }))
    #expect(ServiceSelection.isReconciled(Sample.service()))
    #expect(ServiceSelection.isReconciled(Sample.headless()))
  }

  @Test func unmatchedLabelsAreNamedInOrder() {
    let service = Sample.service { $0.selector = ["b": "1", "a": "2", "c": "3"] }
    let unmatched = ServiceSelection.unmatchedLabels(
      service: service,
      podLabels: ["b": "1", "a": "0"]
    )
    #expect(unmatched.map(\.key) == ["a", "c"])
    #expect(unmatched.map(\.value) == ["2", "3"])
  }
}
