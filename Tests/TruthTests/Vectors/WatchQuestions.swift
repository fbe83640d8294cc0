import QueryEngine

/// What is asked about a vector of kind `watch` that folds records: which Pods live at the end,
/// which live up to a revision and no longer, and what the log and the coverage say.
///
/// Of live objects namespace, name and UID are compared: no row says the revision of its state.
struct WatchQuestions {
  let vector: Vector

  var all: [VectorQuestion] {
    guard vector.when["op"].text == "fold" else { return [] }
    let keys = vector.expect.keys.filter { VectorSkips.reason($0, of: vector) == nil }
    return keys.flatMap { key -> [VectorQuestion] in
      switch key {
      case "live": [live]
      case "deleted": ends(key, type: "deleted")
      case "leftFilter": ends(key, type: "left-filter")
      case "needsRelist": [needsRelist]
      case "syncedAt": [syncedAt]
      default: []
      }
    }
  }

  private var live: VectorQuestion {
    VectorQuestion(
      keys: ["live"],
      query: "pods",
      expected: Set(vector.expect["live"].array.map { identity($0) }),
      read: identities
    )
  }

  /// What ended, by the events that say so, which there are where the watch delivered DELETED; and,
  /// where all Pods were watched, by the Pods just before the end and at it.
  private func ends(_ key: String, type: String) -> [VectorQuestion] {
    let ended = vector.expect[key].array
    var questions: [VectorQuestion] = []
    if ended.isEmpty || vector.records.contains(where: { $0.type == "DELETED" }) {
      let event = VectorQuestion(
        keys: [key],
        query: "events of pod shop/web-1 | where type = \"\(type)\"",
        expected: Set(ended.map { $0["deletedAt"].text })
      ) { answer in
        Set(answer.records.compactMap { $0["revision"] })
      }
      questions.append(event)
    }
    guard !vector.when["filtered"].isTrue else { return questions }
    for object in ended {
      let revision = Int(object["deletedAt"].text) ?? 0
      let identity = identity(object)
      questions.append(presence(of: identity, at: revision - 1, true, key))
      questions.append(presence(of: identity, at: revision, false, key))
    }
    return questions
  }

  private func presence(
    of identity: String,
    at revision: Int,
    _ isThere: Bool,
    _ key: String
  ) -> VectorQuestion {
    VectorQuestion(
      keys: [key],
      query: "pods at rv \(revision)",
      expected: isThere ? [identity] : []
    ) { answer in
      identities(answer).intersection([identity])
    }
  }

  private var needsRelist: VectorQuestion {
    VectorQuestion(
      keys: ["needsRelist"],
      query: "coverage of pods",
      expected: [vector.expect["needsRelist"].isTrue ? "true" : "false"]
    ) { answer in
      let isExpired = answer.records.contains { ($0["reason"] ?? "").hasPrefix("expired") }
      return [isExpired ? "true" : "false"]
    }
  }

  private var syncedAt: VectorQuestion {
    VectorQuestion(
      keys: ["syncedAt"],
      query: "events | where type = \"listing-complete\"",
      expected: [vector.expect["syncedAt"].text]
    ) { answer in
      Set(answer.records.compactMap { $0["revision"] })
    }
  }

  private func identity(_ object: VectorJSON) -> String {
    "\(object["namespace"].text)/\(object["name"].text) \(object["uid"].text)"
  }

  private func identities(_ answer: Answer) -> Set<String> {
    Set(
      answer.records.map { "\($0["namespace"] ?? "")/\($0["name"] ?? "") \($0["uid"] ?? "")" }
    )
  }
}
