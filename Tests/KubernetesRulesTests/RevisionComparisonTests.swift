import KubernetesRules
import Testing

@Suite struct RevisionComparisonTests {
  @Test func lengthComesBeforeDigits() {
    #expect(RevisionComparison.compare("9", "10") == .older)
    #expect(RevisionComparison.compare("10", "9") == .newer)
    #expect(RevisionComparison.compare("11", "10") == .newer)
    #expect(RevisionComparison.compare("10", "11") == .older)
    #expect(RevisionComparison.compare("10", "10") == .same)
  }

  @Test func sizeHasNoLimit() {
    let huge = String(repeating: "9", count: 1000)
    #expect(RevisionComparison.compare(huge, "1" + huge) == .older)
  }

  @Test(arguments: ["", "0", "007", "1a", "-1", "+1", " 1", "1.0", "a"])
  func malformedRevisionsDoNotCompare(text: String) {
    #expect(RevisionComparison.compare(text, "1") == nil)
    #expect(RevisionComparison.compare("1", text) == nil)
    #expect(!RevisionComparison.isWellFormed(text))
  }
}
