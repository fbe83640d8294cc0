import QueryEngine

/// What is asked about a vector of kind `dns`: the name itself.
struct DNSQuestions {
  let vector: Vector

  var all: [VectorQuestion] {
    guard VectorSkips.reason("rcode", of: vector) == nil else { return [] }
    let name = vector.when["qname"].text
    let query = "dns \(name) type \(vector.when["qtype"].text) at rv \(vector.lastRevision)"
    let code = VectorQuestion(
      keys: ["rcode"],
      query: query,
      expected: [vector.expect["rcode"].text]
    ) { answer in
      Set(answer.records.compactMap { $0["rcode"] })
    }
    let answers = VectorQuestion(
      keys: ["answers"],
      query: query,
      expected: Set(vector.expect["answers"].array.map { text($0) })
    ) { answer in
      // An answer without records is one row without data.
      Set(
        answer.records.filter { $0["data"] != "" }.map {
          "\($0["name"] ?? "") \($0["type"] ?? "") \($0["data"] ?? "")"
        }
      )
    }
    return [code, answers]
  }

  private func text(_ record: VectorJSON) -> String {
    let data = record["data"].exists ? record["data"].text : record["target"].text
    let port = record["port"].integer.map { "\($0) " } ?? ""
    return "\(record["name"].text) \(record["type"].text) \(port)\(data)"
  }
}
