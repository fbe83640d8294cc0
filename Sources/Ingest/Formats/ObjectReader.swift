internal import KubernetesObjects
internal import TopologyModel

/// Reads objects once: facts, and the body that the log keeps.
struct ObjectReader {
  /// The longest object that is read, in bytes; API servers accept about a third of it.
  static let objectBytesMax = 4 << 20

  private let redactor: Redactor
  private let memory = EndpointMemory()

  init(retention: RedactionPolicy) {
    redactor = Redactor(policy: retention)
  }

  /// Reads an object of a known kind that stands at `field` of its record.
  func read(
    _ object: JSONValue,
    kind: ResourceKind,
    field: String
  ) throws(RecordProblem) -> ReadObject {
    try checkLength(of: object, field: field)
    let decoded: DecodedObject
    do {
      decoded = try ObjectDecoder.decode(object, kind: kind, remembering: memory)
    } catch {
      throw problem(error, in: object, field: field)
    }
    let (revision, reference) = try identity(
      decoded.reference,
      decoded.revision,
      in: object,
      field: field
    )
    return ReadObject(
      reference: reference,
      revision: revision,
      body: redactor.body(of: object),
      facts: decoded.facts
    )
  }

  /// Reads only what a listing says of a member; throws where even that is missing.
  func readMember(
    _ object: JSONValue,
    kind: ResourceKind,
    field: String
  ) throws(RecordProblem) -> (reference: ObjectReference, revision: Revision) {
    let found: (reference: ObjectReference, revision: String)
    do {
      found = try ObjectDecoder.reference(object, kind: kind)
    } catch {
      throw problem(error, in: object, field: field)
    }
    let (revision, reference) = try identity(
      found.reference,
      found.revision,
      in: object,
      field: field
    )
    return (reference, revision)
  }

  /// Reads an object of a known kind that has neither UID nor revision; `namespace` is its
  /// namespace where it names none.
  func readManifest(
    _ object: JSONValue,
    kind: ResourceKind,
    namespace: String,
    field: String
  ) throws(RecordProblem) -> Manifest {
    try checkLength(of: object, field: field)
    let decoded: DecodedObject
    do {
      decoded = try ObjectDecoder.decode(object, kind: kind)
    } catch {
      throw problem(error, in: object, field: field)
    }
    var reference = decoded.reference
    guard reference.uid.isEmpty, decoded.revision.isEmpty else {
      let key = reference.uid.isEmpty ? "metadata.resourceVersion" : "metadata.uid"
      throw RecordProblem(
        field: Self.path(field, key),
        byteInDocument: object.rawRange.lowerBound,
        message: "found `\(Self.path(field, key))`, expected a manifest, which has none",
        help: "import what a cluster printed from a file of its own"
      )
    }
    if kind.isNamespaced, reference.slot.namespace.isEmpty {
      reference.slot.namespace = namespace
    }
    return Manifest(reference: reference, body: redactor.body(of: object), facts: decoded.facts)
  }

  /// Throws for an object that is too long.
  private func checkLength(of object: JSONValue, field: String) throws(RecordProblem) {
    let count = object.rawRange.count
    guard count > Self.objectBytesMax else { return }
    throw RecordProblem(
      field: field.isEmpty ? nil : field,
      byteInDocument: object.rawRange.lowerBound,
      message: "found an object of \(count) bytes, expected at most \(Self.objectBytesMax)"
    )
  }

  /// The path of a member of what stands at `field`, empty for the record itself.
  static func path(_ field: String, _ member: String) -> String {
    field.isEmpty ? member : "\(field).\(member)"
  }

  private func problem(
    _ error: ObjectDecodingError,
    in object: JSONValue,
    field: String
  ) -> RecordProblem {
    let path = error.path.isEmpty ? field : Self.path(field, error.path)
    return RecordProblem(
      field: path,
      byteInDocument: object.rawRange.lowerBound,
      message: "found \(error.found) at `\(path)`, expected \(error.expectation)"
    )
  }

  private func identity(
    _ reference: ObjectReference,
    _ text: String,
    in object: JSONValue,
    field: String
  ) throws(RecordProblem) -> (Revision, ObjectReference) {
    guard !reference.uid.isEmpty else {
      throw RecordProblem(
        field: Self.path(field, "metadata.uid"),
        byteInDocument: object.rawRange.lowerBound,
        message: "found no `\(Self.path(field, "metadata.uid"))`, expected the object's UID"
      )
    }
    guard let revision = Revision(text) else {
      let path = Self.path(field, "metadata.resourceVersion")
      throw RecordProblem(
        field: path,
        byteInDocument: object.rawRange.lowerBound,
        message: text.isEmpty
          ? "found no `\(path)`, expected a revision"
          : "found `\(text)` at `\(path)`, expected a revision of decimal digits"
      )
    }
    return (revision, reference)
  }
}
