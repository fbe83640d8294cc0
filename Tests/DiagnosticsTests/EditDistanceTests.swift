import Diagnostics
import Testing

@Suite("edit distance")
struct EditDistanceTests {
  @Test(
    "insertions, deletions, replacements and swaps count one each",
    arguments: [
      ("", "", 0), ("a", "", 1), ("pod", "pods", 1), ("htpp", "http", 1), ("kitten", "sitting", 3),
      ("ca", "abc", 3), ("same", "same", 0),
    ]
  )
  func distances(first: String, second: String, distance: Int) {
    #expect(EditDistance.between(first, second, limit: 10) == distance)
    #expect(EditDistance.between(second, first, limit: 10) == distance)
    #expect(EditDistance.between(first, second, limit: distance) == distance)
    #expect(distance == 0 || EditDistance.between(first, second, limit: distance - 1) == nil)
  }

  @Test("words that nobody mistypes are not compared")
  func long() {
    let word = String(repeating: "a", count: EditDistance.lengthMax + 1)
    #expect(EditDistance.between(word, word, limit: 1000) == nil)
    #expect(EditDistance.closest(to: word, in: [word + "b"]) == nil)
  }

  @Test("the nearest candidate is suggested if it is near enough")
  func closest() {
    let words = ["pods", "services", "endpoints", "explain", "namespace"]
    #expect(EditDistance.closest(to: "pod", in: words) == "pods")
    #expect(EditDistance.closest(to: "PODS", in: words) == "pods")
    #expect(EditDistance.closest(to: "servces", in: words) == "services")
    #expect(EditDistance.closest(to: "name", in: words) == "namespace")
    #expect(EditDistance.closest(to: "foo", in: words) == nil)
    #expect(EditDistance.closest(to: "pods", in: words) == nil)
    #expect(EditDistance.closest(to: "", in: words) == nil)
    #expect(EditDistance.closest(to: "cat", in: ["cart", "cats"]) == "cart")
  }
}
