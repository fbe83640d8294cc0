public import TopologyModel

/// Which Pods a Service selects, and whether the EndpointSlice controller acts on it
/// (semantics.md 2.1, 2.2).
public enum ServiceSelection {
  /// Returns whether the Service selects the Pod: `getServicesForPod` of
  /// `endpointslice/util/controller_utils.go`, semantics.md 2.1.
  ///
  /// - false when the two live in different namespaces: selection is local to a namespace;
  /// - false when the Service has no selector: no selector selects nothing, not everything;
  /// - true when the Pod has every label of the selector with the same value;
  /// - false otherwise.
  ///
  /// The type does not matter here: an ExternalName Service with a selector selects Pods, although
  /// nothing ever lists them (`isReconciled(_:)`).
  public static func selects(
    service: ServiceFacts,
    serviceNamespace: String,
    podLabels: LabelSet,
    podNamespace: String
  ) -> Bool {
    serviceNamespace == podNamespace && !service.selector.isEmpty
      && podLabels.contains(allOf: service.selector)
  }

  /// Returns the labels of the selector that the Pod lacks or has with another value, in the order
  /// of their keys; none where all match, and none where there is no selector (semantics.md 2.1).
  public static func unmatchedLabels(
    service: ServiceFacts,
    podLabels: LabelSet
  ) -> [LabelSet.Label] {
    service.selector.labels.filter { podLabels[$0.key] != $0.value }
  }

  /// Returns whether the EndpointSlice controller writes slices for the Service: `syncService` of
  /// `pkg/controller/endpointslice/endpointslice_controller.go`, semantics.md 2.1 and 2.2.
  ///
  /// - false for type ExternalName, even with a selector;
  /// - false without a selector; slices then come from users, other controllers or mirroring;
  /// - true otherwise, headless Services included.
  ///
  /// Slices that exist when a Service becomes one of the first two are left as they are.
  public static func isReconciled(_ service: ServiceFacts) -> Bool {
    service.type != "ExternalName" && !service.selector.isEmpty
  }
}
