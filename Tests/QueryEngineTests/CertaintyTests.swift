import Testing

@testable import QueryEngine

@Suite("certainty")
struct CertaintyTests {
  @Test("the weakest certainty is the greatest")
  func order() {
    let names = Certainty.allCases.reversed().sorted().map { $0.rawValue }
    #expect(names == ["observed", "inferred", "clipped", "carried"])
    #expect(!(Certainty.observed < Certainty.observed))
  }
}
