import KubernetesRules
import Testing
import TopologyModel

@Suite struct EndpointCandidateTests {
  private func candidates(
    port: ServiceFacts.Port = Sample.port(),
    slice: EndpointSliceFacts = Sample.slice(),
    endpoints: [EndpointFacts]
  ) -> [EndpointCandidate] {
    EndpointCandidate.candidates(
      for: port,
      in: slice,
      endpoints: endpoints,
      reference: Sample.reference("web-a"),
      revision: Revision("7")
    )
  }

  @Test func theSliceGivesTheNumberAndTheFirstAddressCounts() {
    var two = Sample.endpoint("10.0.0.1")
    two.addresses.append("10.0.0.2")
    let found = candidates(endpoints: [EndpointFacts(), two, Sample.endpoint("010.0.0.3")])
    #expect(found.map(\.addressAndPort) == ["10.0.0.1:8080", "10.0.0.3:8080"])
    #expect(found.map(\.index) == [1, 2])
    #expect(found.first?.endpoint == two)
    #expect(found.first?.slice == Sample.reference("web-a"))
    #expect(found.first?.sliceRevision == Revision("7"))
  }

  @Test func noJoinGivesNoCandidates() {
    #expect(candidates(port: Sample.port("https"), endpoints: [Sample.endpoint()]).isEmpty)
  }

  @Test func ipv6IsBracketed() {
    let found = candidates(endpoints: [Sample.endpoint("2001:DB8:0::1")])
    #expect(found.map(\.addressAndPort) == ["[2001:db8::1]:8080"])
  }

  @Test func textThatIsNoAddressStays() {
    #expect(EndpointCandidate.canonicalAddress("db.example.com") == "db.example.com")
  }
}
