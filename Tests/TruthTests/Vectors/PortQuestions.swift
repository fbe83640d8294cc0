import QueryEngine

/// What is asked about a vector of kind `ports`: which Pods the Service selects.
///
/// No slices are given, and only slices tell TQL what a port resolved to.
struct PortQuestions {
  let vector: Vector

  var all: [VectorQuestion] {
    [
      VectorQuestion(
        keys: ["byPod"],
        query: "pods selected by \(vector.when["service"].text) at rv \(vector.lastRevision)",
        expected: Set(vector.expect["byPod"].keys)
      ) { answer in
        Set(answer.records.compactMap { $0["name"] })
      }
    ]
  }
}
