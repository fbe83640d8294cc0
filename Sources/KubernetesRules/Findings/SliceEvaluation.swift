import TopologyModel

/// A slice and what several rules derive from its input, computed once.
struct SliceEvaluation {
  /// The input.
  let input: SliceFindingsInput
  /// All addresses of all endpoints, in the slice's order.
  let addresses: [SliceAddress]

  /// Derives what rules read.
  init(_ input: SliceFindingsInput) {
    self.input = input
    addresses = input.slice.endpoints.enumerated().flatMap { index, endpoint in
      endpoint.facts.addresses.enumerated().map { place, text in
        SliceAddress(endpoint: index, place: place, text: text, address: IPAddress(text))
      }
    }
  }

  /// The slice.
  var slice: ObservedSlice { input.slice }
  /// What the slice says.
  var facts: EndpointSliceFacts { input.slice.facts }

  /// Returns a finding about the slice.
  func finding(
    _ rule: FindingRule,
    detail: String,
    message: String,
    evidence: [FindingEvidence]
  ) -> Finding {
    Finding(rule, subject: slice.reference, detail: detail, message: message, evidence: evidence)
  }

  /// Returns evidence on an address.
  func evidence(_ address: SliceAddress) -> FindingEvidence {
    slice.evidence(
      endpoint: address.endpoint,
      "addresses[\(address.place)]",
      address.text
    )
  }
}
