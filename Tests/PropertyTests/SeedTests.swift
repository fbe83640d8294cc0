import HindcastTestSupport
import Testing

@Suite struct SeedTests {
  @Test("a seed gives the same numbers everywhere")
  func sequence() {
    var generator = SplitMix64(seed: 1)
    #expect(generator.next() == 0x910A_2DEC_8902_5CC1)
  }
}
