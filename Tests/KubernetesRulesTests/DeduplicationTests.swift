import KubernetesRules
import Testing
import TopologyModel

@Suite struct DeduplicationTests {
  /// Checks that the first candidate wins in either order of input.
  private func expectFirstWins(
    _ winner: EndpointCandidate,
    _ loser: EndpointCandidate,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for candidates in [[winner, loser], [loser, winner]] {
      let result = EndpointSelection.deduplicate(candidates)
      #expect(result.kept == [winner], sourceLocation: sourceLocation)
      #expect(
        result.conflicts == [EndpointConflict(kept: winner, dropped: [loser])],
        sourceLocation: sourceLocation
      )
    }
  }

  @Test func theOneThatIsNotTerminatingWinsEvenIfNotReady() {
    expectFirstWins(
      Sample.candidate(revision: "1", Sample.unready),
      Sample.candidate(revision: "9") {
        $0.ready = true
        $0.terminating = true
      }
    )
  }

  @Test func thenTheReadyOneWins() {
    expectFirstWins(
      Sample.candidate(revision: "1"),
      Sample.candidate(revision: "9", Sample.unready)
    )
  }

  @Test func thenTheHighestRevisionWinsAndNoneIsLowest() {
    expectFirstWins(Sample.candidate(revision: "10"), Sample.candidate(revision: "9"))
    expectFirstWins(
      Sample.candidate(slice: "z", revision: "9"),
      Sample.candidate(slice: "a", revision: nil)
    )
  }

  @Test func thenTheFirstSliceAndPlaceWins() {
    expectFirstWins(
      Sample.candidate(slice: "a", index: 5),
      Sample.candidate(slice: "b", index: 1)
    )
    expectFirstWins(Sample.candidate(index: 1), Sample.candidate(index: 2))
  }

  @Test func addressAndPortTogetherMakeTheIdentity() {
    let candidates = [
      Sample.candidate("10.0.0.2"), Sample.candidate("10.0.0.1"),
      Sample.candidate("10.0.0.1", port: 9090),
    ]
    let result = EndpointSelection.deduplicate(candidates)
    #expect(result.kept == candidates)
    #expect(result.conflicts.isEmpty)
  }

  @Test func theOrderIsThatOfFirstOccurrence() {
    let candidates = [
      Sample.candidate("10.0.0.2", revision: "1"), Sample.candidate("10.0.0.1"),
      Sample.candidate("10.0.0.2", revision: "2"),
    ]
    #expect(
      EndpointSelection.deduplicate(candidates).kept.map(\.address) == ["10.0.0.2", "10.0.0.1"]
    )
  }

  @Test func conflictsTellWhatKubeProxyLeavesUndefined() {
    let ready = Sample.candidate()
    let unready = Sample.candidate(index: 1, Sample.unready)
    let terminating = Sample.candidate(index: 2, Sample.serving)
    let same = EndpointConflict(kept: ready, dropped: [Sample.candidate(index: 3)])
    #expect(!same.conditionsDiffer && !same.isUndefined)
    let reuse = EndpointConflict(kept: ready, dropped: [terminating])
    #expect(reuse.conditionsDiffer && !reuse.isUndefined)
    let undefined = EndpointConflict(kept: ready, dropped: [terminating, unready])
    #expect(undefined.conditionsDiffer && undefined.isUndefined)
  }
}
