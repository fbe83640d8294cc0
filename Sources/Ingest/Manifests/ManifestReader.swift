internal import KubernetesObjects
internal import TopologyModel

/// Reads the objects of manifests: one a document, or several in a list.
struct ManifestReader {
  let objects: ObjectReader
  /// The namespace of those that name none.
  let namespace: String
  /// Whether to go on after an object that cannot be read.
  let skipsInvalid: Bool

  /// Reads a document.
  func read(_ root: JSONValue) -> ManifestDocument {
    var document = ManifestDocument()
    let kindName = root["kind"]?.string ?? ""
    guard kindName.hasSuffix("List"), let items = root["items"] else {
      readObject(root, kind: nil, field: "", into: &document)
      return document
    }
    let listKind = ListReader.itemKind(listKind: kindName, apiVersion: root["apiVersion"]?.string)
    for (index, item) in items.elements.enumerated() {
      readObject(item, kind: listKind, field: "items[\(index)]", into: &document)
      if !document.problems.isEmpty, !skipsInvalid { break }
    }
    return document
  }

  private func readObject(
    _ object: JSONValue,
    kind listKind: ResourceKind?,
    field: String,
    into document: inout ManifestDocument
  ) {
    do throws(RecordProblem) {
      guard object.isObject else {
        throw object.problem(field: field.isEmpty ? "document" : field, expected: "an object")
      }
      guard let kind = try kind(of: object, listKind, field: field) else {
        document.otherKinds.append(object["kind"]?.string ?? "")
        return
      }
      document.manifests.append(
        try objects.readManifest(object, kind: kind, namespace: namespace, field: field)
      )
    } catch {
      document.problems.append(error)
    }
  }

  /// The kind of an object; nil for one that Hindcast does not remember.
  private func kind(
    of object: JSONValue,
    _ listKind: ResourceKind?,
    field: String
  ) throws(RecordProblem) -> ResourceKind? {
    if object["kind"] == nil, let listKind { return listKind }
    _ = try object.requiredText("kind", field: ObjectReader.path(field, "kind"))
    _ = try object.requiredText("apiVersion", field: ObjectReader.path(field, "apiVersion"))
    return ObjectDecoder.kind(of: object)
  }
}
