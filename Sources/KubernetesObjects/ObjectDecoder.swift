public import TopologyModel

/// Reads what questions need from objects of the Kubernetes API.
///
/// Fields that are absent have the API's defaults (semantics.md 2.13), `null` is absent, unknown
/// fields are passed over, and of members with the same key the last one counts. Values are taken
/// as they are, valid or not by the API's rules, which change between versions; only a wrong type
/// is an error.
public enum ObjectDecoder {
  /// Reads an object of a known kind; a memory makes it faster to read states of the same slices in
  /// turn, and changes nothing of what is read.
  public static func decode(
    _ object: JSONValue,
    kind: ResourceKind,
    remembering memory: EndpointMemory? = nil
  ) throws(ObjectDecodingError) -> DecodedObject {
    do {
      return try read(object, kind, memory)
    } catch {
      throw error.error(in: object)
    }
  }

  /// Finds the kind of an object by its members `kind` and `apiVersion`; returns nil for kinds that
  /// Hindcast does not remember, and where the members are missing.
  public static func kind(of object: JSONValue) -> ResourceKind? {
    guard let kind = object["kind"], let apiVersion = object["apiVersion"] else { return nil }
    if apiVersion.isString("v1") {
      if kind.isString("Pod") { return .pod }
      if kind.isString("Service") { return .service }
      return kind.isString("Node") ? .node : nil
    }
    guard kind.isString("EndpointSlice") else { return nil }
    let isKnown =
      apiVersion.isString("discovery.k8s.io/v1") || apiVersion.isString("discovery.k8s.io/v1beta1")
    return isKnown ? .endpointSlice : nil
  }

  /// Reads only an object's reference and its `resourceVersion`, empty when absent.
  public static func reference(
    _ object: JSONValue,
    kind: ResourceKind
  ) throws(ObjectDecodingError) -> (reference: ObjectReference, revision: String) {
    do {
      let metadata = try metadata(of: object)
      let identity = try ObjectIdentity(metadata: metadata)
      return (try identity.reference(kind, metadata: metadata), identity.revision)
    } catch {
      throw error.error(in: object)
    }
  }

  private static func read(
    _ object: JSONValue,
    _ kind: ResourceKind,
    _ memory: EndpointMemory?
  ) throws(DecodingFailure) -> DecodedObject {
    let member = try metadata(of: object)
    let metadata = try ObjectMetadata(member)
    let reference = try metadata.identity.reference(kind, metadata: member)
    return DecodedObject(
      reference: reference,
      revision: metadata.identity.revision,
      apiVersion: try object["apiVersion"]?.decodeText() ?? "",
      facts: try facts(object, metadata, kind, memory)
    )
  }

  private static func facts(
    _ object: JSONValue,
    _ metadata: ObjectMetadata,
    _ kind: ResourceKind,
    _ memory: EndpointMemory?
  ) throws(DecodingFailure) -> ObjectFacts {
    switch kind {
    case .service:
      return .service(try ServiceFacts(object, metadata))
    case .endpointSlice:
      let endpoints = try EndpointFacts.all(of: object, uid: metadata.identity.uid, memory)
      let slice = try EndpointSliceFacts(object, metadata, endpointCount: endpoints.count)
      return .endpointSlice(slice, endpoints: endpoints)
    case .pod:
      return .pod(try PodFacts(object, metadata))
    case .node:
      return .node(try NodeFacts(object, metadata))
    }
  }

  private static func metadata(of object: JSONValue) throws(DecodingFailure) -> JSONValue {
    guard object.isObject else { throw .type(of: object, expected: "an object") }
    guard let metadata = object["metadata"] else {
      throw .missing("metadata", in: object, expected: "an object")
    }
    return metadata
  }
}
