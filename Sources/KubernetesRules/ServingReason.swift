/// Why a Pod serves a Service port, or does not (semantics.md 4.1); stable codes.
public enum ServingReason: String, Hashable, Sendable, CaseIterable {
  // It serves.
  /// Its endpoint is ready (3.5).
  case ready = "ready"
  /// Nothing is ready, and it still serves while it terminates (3.5).
  case terminatingFallback = "terminating-fallback"
  /// Cluster DNS publishes it under a headless Service (5.5).
  case dns = "dns"

  // It is not selected, and not listed either.
  /// It lives in another namespace (2.1).
  case otherNamespace = "other-namespace"
  /// The Service has no selector (2.1).
  case noSelector = "no-selector"
  /// A label differs from the selector's (2.1).
  case selectorMismatch = "selector-mismatch"

  // It is selected, and not listed.
  /// The Service is an alias (2.2).
  case externalName = "external-name"
  /// It has finished (2.3).
  case terminalPhase = "terminal-phase"
  /// It has no address yet (2.3).
  case noPodIP = "no-pod-ip"
  /// The Service has no endpoints of its families (2.5).
  case familyNotInService = "family-not-in-service"
  /// Its Node does not exist (2.4).
  case nodeNotFound = "node-not-found"
  /// It has no address of the Service's families (2.5).
  case noAddressOfFamily = "no-address-of-family"
  /// The controller should list it, and has not yet (3.14).
  case controllerLag = "controller-lag"
  /// The controller should list it, and the Service has no slice at all.
  case sliceMissing = "slice-missing"

  // It is listed, and not eligible.
  /// Its slice carries a label that kube-proxy filters out (3.2).
  case headlessLabel = "headless-label"
  /// Its slice is of an address type or family that kube-proxy does not serve here (3.2).
  case addressType = "address-type"
  /// Its slice or its Service asks for another proxy (3.1).
  case otherProxy = "other-proxy"
  /// The Service has no cluster IP (3.1).
  case noClusterIP = "no-cluster-ip"
  /// The port does not resolve in it (2.15).
  case portUnresolved = "port-unresolved"
  /// It is being deleted (2.6).
  case terminating = "terminating"
  /// Its endpoint is not ready (2.6).
  case notReady = "not-ready"
  /// Its address and port are listed twice, and the other occurrence counts (2.24).
  case duplicateAddress = "duplicate-address"
  /// A traffic policy keeps traffic from it (3.6).
  case trafficPolicy = "traffic-policy"

  // Of the Service, where nothing serves.
  /// The Service did not exist.
  case serviceAbsent = "service-absent"
  /// The Service has no such port.
  case noPort = "no-port"
  /// Its selector matches no Pod.
  case noMatch = "no-match"
  /// It has Pods, and none of them serves; their rows say why.
  case noneServes = "none-serves"
  /// The kinds that would tell were not observed yet.
  case notObserved = "not-observed"
}
