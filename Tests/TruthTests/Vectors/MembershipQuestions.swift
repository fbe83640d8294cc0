import QueryEngine

/// What is asked about a vector of kind `membership`: `pods selected by`, and `why`.
///
/// No slices are given, so a Pod that the controller would list is one whose slice is missing.
struct MembershipQuestions {
  let vector: Vector

  var all: [VectorQuestion] {
    var questions = [selected]
    guard VectorSkips.reason("listed", of: vector) == nil else { return questions }
    let isListed = vector.expect["listed"].isTrue
    questions.append(
      why("listed", [isListed ? "true" : "false"]) { $0 == "slice-missing" ? "true" : "false" }
    )
    if vector.expect.has("reason") {
      questions.append(why("reason", [vector.expect["reason"].text]) { $0 })
    }
    return questions
  }

  private var selected: VectorQuestion {
    let pod = vector.when["pod"].text
    return VectorQuestion(
      keys: ["selected"],
      query: "pods selected by \(vector.when["service"].text) at rv \(vector.lastRevision)",
      expected: vector.expect["selected"].isTrue ? [pod] : []
    ) { answer in
      Set(answer.records.map { "\($0["namespace"] ?? "")/\($0["name"] ?? "")" })
    }
  }

  private func why(
    _ key: String,
    _ expected: Set<String>,
    _ read: @escaping (String) -> String
  ) -> VectorQuestion {
    let service = vector.when["service"].text
    let pod = vector.when["pod"].text
    return VectorQuestion(
      keys: [key],
      query: "why \(service) pod \(pod) at rv \(vector.lastRevision)",
      expected: expected
    ) { answer in
      Set(answer.records.map { read($0["reason"] ?? "") })
    }
  }
}
