import Testing

@Suite("exemptions")
struct ExemptionTests {
  @Test("the list of exemptions only shrinks")
  func count() {
    #expect(Exemption.all.count == Exemption.countMax, "keep the number equal to the list's length")
  }

  @Test("every exemption has a reason")
  func reasons() {
    for exemption in Exemption.all {
      #expect(!exemption.reason.isEmpty, "\(exemption.path)")
    }
  }
}
