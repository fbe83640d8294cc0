import QueryEngine
import TopologyModel

/// What is asked about a vector of kind `traffic`: `endpoints of … for node …`, which is about the
/// traffic from that node to the cluster IP, and `pods serving`, whose notes tell Services that
/// kube-proxy does not serve.
struct TrafficQuestions {
  let vector: Vector

  var all: [VectorQuestion] {
    let expect = vector.expect
    guard expect["proxied"].isTrue else {
      return [proxied, endpoints(keys: ["reachable"], expect["reachable"].texts)]
    }
    var questions = [proxied]
    // The other policy's set is null where no part of the service port uses that policy.
    let isLocal = service["spec"]["internalTrafficPolicy"].text == "Local"
    let (own, other) = isLocal ? ("local", "cluster") : ("cluster", "local")
    let isAlone = !expect[other].exists
    let eligible = expect[own].texts
    questions.append(endpoints(keys: isAlone ? [own, "reachable"] : [own], eligible))
    if eligible.isEmpty {
      // Nothing is usable, or something is elsewhere.
      let action = expect["anyInCluster"].isTrue ? "drop" : "reject"
      questions.append(outcome(keys: ["anyInCluster"], action))
    }
    if expect["internal"].exists {
      let inside = expect["internal"]
      questions.append(endpoints(keys: ["internal"], inside["endpoints"].texts))
      questions.append(outcome(keys: ["internal"], inside["action"].text))
    }
    return questions
  }

  private var service: VectorJSON {
    vector.object(.service, vector.when["service"].text) ?? VectorJSON(raw: nil)
  }

  private var proxied: VectorQuestion {
    VectorQuestion(
      keys: ["proxied"],
      query: query("pods serving"),
      expected: [vector.expect["proxied"].isTrue ? "true" : "false"]
    ) { answer in
      [answer.notes.contains { $0.code == .notProxied } ? "false" : "true"]
    }
  }

  private func endpoints(keys: [String], _ expected: Set<String>) -> VectorQuestion {
    let family = vector.when["ipFamily"].text
    return VectorQuestion(keys: keys, query: query("endpoints of"), expected: expected) { answer in
      Set(
        answer.records.filter {
          // Headless Services have endpoints that DNS gives, and kube-proxy does not know.
          $0["eligible"] == "true" && $0["family"] == family && $0["eligible_as"] != "dns"
        }.map { row in
          let address = row["address"] ?? ""
          let port = row["target_port"] ?? ""
          return family == "IPv6" ? "[\(address)]:\(port)" : "\(address):\(port)"
        }
      )
    }
  }

  private func outcome(keys: [String], _ action: String) -> VectorQuestion {
    VectorQuestion(keys: keys, query: query("endpoints of"), expected: [action]) { answer in
      let notes = answer.notes.filter { $0.code == .notForwarded }
      guard !notes.isEmpty else { return ["forward"] }
      return Set(notes.map { $0.message.contains("are dropped") ? "drop" : "reject" })
    }
  }

  private func query(_ question: String) -> String {
    "\(question) \(vector.when["service"].text)\(port) for node \(vector.when["node"].text)"
      + " at rv \(vector.lastRevision)"
  }

  /// The port by its name, else by its number; none where the Service has none.
  private var port: String {
    let asked = vector.when["port"]
    let transport = asked["protocol"].text
    let name = asked["name"].text
    guard name.isEmpty else { return " on port \"\(name)\"/\(transport)" }
    let port = service["spec"]["ports"].array.first { $0["name"].text.isEmpty }
    return port.flatMap { $0["port"].integer }.map { " on port \($0)/\(transport)" } ?? ""
  }
}
