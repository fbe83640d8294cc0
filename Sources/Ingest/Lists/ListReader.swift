internal import EventLog
internal import KubernetesObjects
internal import TopologyModel

/// Reads the items of lists.
struct ListReader {
  let objects: ObjectReader
  /// Whether to go on after an item that cannot be read.
  let skipsInvalid: Bool

  /// Reads the items of `list`, which stands at `field` of its record; items that do not say their
  /// kind are of `listKind`.
  func read(
    _ list: JSONValue,
    kind listKind: ResourceKind?,
    field: String
  ) throws(RecordProblem) -> ListedItems {
    var listed = ListedItems()
    let itemsField = field.isEmpty ? "items" : "\(field).items"
    guard let items = list["items"] else {
      throw RecordProblem(
        field: itemsField,
        byteInDocument: list.rawRange.lowerBound,
        message: "found nothing at `\(itemsField)`, expected an array"
      )
    }
    guard items.isArray || items.isNull else {
      throw items.problem(field: itemsField, expected: "an array")
    }
    var index = 0
    for item in items.elements {
      readItem(item, listKind, field: "\(itemsField)[\(index)]", into: &listed)
      if !listed.problems.isEmpty, !skipsInvalid { break }
      index += 1
    }
    return listed
  }

  /// Reads an object that stands alone, as a list of one.
  func readSingle(_ object: JSONValue) -> ListedItems {
    var listed = ListedItems()
    readItem(object, nil, field: "", into: &listed)
    return listed
  }

  /// The kind of the items of a list of this kind; nil where they may be of any kind, or of one
  /// that Hindcast does not remember.
  static func itemKind(listKind: String, apiVersion: String?) -> ResourceKind? {
    guard listKind.hasSuffix("List") else { return nil }
    let name = listKind.dropLast("List".count)
    guard let kind = ResourceKind.allCases.first(where: { $0.kindName == name }) else {
      return nil
    }
    // Other groups have kinds of the same names, such as Knative's Service.
    let group = kind == .endpointSlice ? "discovery.k8s.io/" : "v1"
    guard let apiVersion, !apiVersion.hasPrefix(group) else { return kind }
    return nil
  }

  /// Reads an item, which stands at `field` of its record.
  func readItem(
    _ item: JSONValue,
    _ listKind: ResourceKind?,
    field: String,
    into listed: inout ListedItems
  ) {
    let kindName = item["kind"]?.string
    guard let kind = kindName == nil ? listKind : ObjectDecoder.kind(of: item) else {
      if let kindName {
        listed.otherKinds.append(kindName)
      } else {
        listed.isDamaged = true
        listed.problems.append(
          RecordProblem(
            field: ObjectReader.path(field, "kind"),
            byteInDocument: item.rawRange.lowerBound,
            message: "found no `\(ObjectReader.path(field, "kind"))`, expected the item's kind"
          )
        )
      }
      return
    }
    do throws(RecordProblem) {
      let object = try objects.read(item, kind: kind, field: field)
      listed.objects.append(object)
      listed.namespaces[kind, default: []].insert(object.reference.slot.namespace)
      listed.members[kind, default: []].append(
        ObservationDetails.Member(uid: object.reference.uid, revision: object.revision)
      )
    } catch {
      listed.problems.append(error)
      // The object is there all the same; whether its state is known, the log tells.
      guard let found = try? objects.readMember(item, kind: kind, field: field) else {
        listed.damagedKinds.insert(kind)
        return
      }
      listed.namespaces[kind, default: []].insert(found.reference.slot.namespace)
      listed.unread.append(UnreadMember(reference: found.reference, revision: found.revision))
      listed.members[kind, default: []].append(
        ObservationDetails.Member(uid: found.reference.uid, revision: found.revision)
      )
    }
  }
}
