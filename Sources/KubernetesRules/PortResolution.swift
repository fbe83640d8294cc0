public import TopologyModel

/// Which number a Service port has in a Pod (semantics.md 2.13–2.18).
public enum PortResolution {
  /// Returns the target number of a Service port in a Pod: `FindPort` of `endpointslice/utils.go`,
  /// semantics.md 2.14.
  ///
  /// - a number is used as it stands, declared by a container or not;
  /// - a number 0 or an empty name stands for the Service port's own number (2.13);
  /// - a name is the number of the first container port of that name and the same protocol, in the
  ///   regular containers in order, then in the restartable init containers (sidecars) in order;
  /// - nil where no such port is: plain init and ephemeral containers do not count.
  public static func resolve(port: ServiceFacts.Port, in pod: PodFacts) -> Int? {
    switch port.target {
    case .number(0), .name(""): port.number
    case .number(let number): number
    case .name(let name):
      number(named: name, transport: port.transport, of: .regular, in: pod)
        ?? number(named: name, transport: port.transport, of: .restartableInit, in: pod)
    }
  }

  /// Returns the slice ports that a Pod gets: `getEndpointPorts` of `endpointslice/utils.go`,
  /// semantics.md 2.15, 2.17.
  ///
  /// One for each Service port that resolves in the Pod, in the Service's order: the Service port's
  /// name, protocol and `appProtocol`, and the target number. A port that does not resolve is left
  /// out for this Pod only; where none resolves the Pod is still listed, without ports.
  public static func slicePorts(
    of service: ServiceFacts,
    in pod: PodFacts
  ) -> [EndpointSliceFacts.Port] {
    service.ports.compactMap { port in
      resolve(port: port, in: pod).map { number in
        EndpointSliceFacts.Port(
          name: port.name,
          number: number,
          transport: port.transport,
          appProtocol: port.appProtocol
        )
      }
    }
  }

  /// Returns the Pods by their resolved ports, in the order of each group's first Pod:
  /// `NewPortMapKey` of `endpointslice/util/controller_utils.go`, semantics.md 2.16.
  ///
  /// Pods whose ports differ in name, number, protocol or `appProtocol` never share a slice.
  public static func groups<Key: Hashable & Sendable>(
    of service: ServiceFacts,
    pods: [(key: Key, facts: PodFacts)]
  ) -> [PortGroup<Key>] {
    var places: [[EndpointSliceFacts.Port]: Int] = [:]
    var groups: [PortGroup<Key>] = []
    for pod in pods {
      let ports = slicePorts(of: service, in: pod.facts)
      if let place = places[ports] {
        groups[place].pods.append(pod.key)
      } else {
        places[ports] = groups.count
        groups.append(PortGroup(ports: ports, pods: [pod.key]))
      }
    }
    return groups
  }

  private static func number(
    named name: String,
    transport: TransportProtocol,
    of container: PodFacts.ContainerPort.Container,
    in pod: PodFacts
  ) -> Int? {
    pod.ports.first {
      $0.container == container && $0.name == name && $0.transport == transport
    }?.number
  }
}
