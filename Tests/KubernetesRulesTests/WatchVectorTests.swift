import KubernetesRules
import Testing
import TopologyModel

@Suite struct WatchVectorTests {
  @Test func allVectorsAreThere() {
    #expect(Vector.names(of: "watch").count == 17)
  }

  @Test(arguments: Vector.names(of: "watch"))
  func recordsFold(name: String) throws {
    let vector = try Vector(kind: "watch", name: name)
    switch vector.when["op"].text {
    case "compareResourceVersion":
      let order = RevisionComparison.compare(vector.when["a"].text, vector.when["b"].text)
      #expect(order?.rawValue == vector.expect["cmp"].int)
      #expect((order == nil) == (vector.expect["error"].string == "not-well-formed"))
    case "fold":
      var fold = WatchFold(
        sendsInitialEvents: vector.when["sendInitialEvents"].bool ?? false,
        isFiltered: vector.when["filtered"].bool ?? false
      )
      for event in vector.given["events"].array { fold.apply(try record(event)) }
      check(fold, expect: vector.expect)
    default:
      Issue.record("unknown operation")
    }
  }

  private func record(_ event: JSONValue) throws -> WatchRecord {
    let object = event["object"]
    switch event["type"].text {
    case "ADDED": return .added(watched(object))
    case "MODIFIED": return .modified(watched(object))
    case "DELETED": return .deleted(watched(object))
    case "BOOKMARK":
      let metadata = object["metadata"]
      return .bookmark(
        revision: metadata["resourceVersion"].text,
        endsInitialEvents: metadata["annotations"][WatchRecord.initialEventsEndAnnotation].text
          == "true"
      )
    case "ERROR":
      return .error(code: object["code"].int ?? 0, reason: object["reason"].text)
    default:
      throw UnknownRecord()
    }
  }

  private struct UnknownRecord: Error {}

  private func watched(_ object: JSONValue) -> WatchedObject {
    WatchedObject(
      reference: FactsReader.reference(of: object, kind: .pod),
      revision: object["metadata"]["resourceVersion"].text
    )
  }

  private func check(_ fold: WatchFold, expect: JSONValue) {
    #expect(texts(fold.live) == texts(expect["live"], revision: "resourceVersion"))
    #expect(fold.resumeFrom == expect["resumeFrom"].string)
    #expect(texts(fold.deleted) == texts(expect["deleted"], revision: "deletedAt"))
    if expect.has("leftFilter") {
      #expect(texts(fold.leftFilter) == texts(expect["leftFilter"], revision: "deletedAt"))
    }
    if expect.has("needsRelist") { #expect(fold.needsRelist == expect["needsRelist"].bool) }
    if expect.has("syncedAt") { #expect(fold.syncedAt == expect["syncedAt"].string) }
  }

  private func texts(_ objects: [WatchedObject]) -> Set<String> {
    Set(objects.map { "\($0.reference.slot) \($0.reference.uid) \($0.revision)" })
  }

  private func texts(_ json: JSONValue, revision: String) -> Set<String> {
    Set(
      json.array.map {
        "\($0["namespace"].text)/\($0["name"].text) \($0["uid"].text) \($0[revision].text)"
      }
    )
  }
}
