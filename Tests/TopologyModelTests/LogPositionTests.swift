import Testing
import TopologyModel

@Suite("log position")
struct LogPositionTests {
  @Test("positions count from 1; zero stands before the first event")
  func next() {
    #expect(LogPosition.zero.value == 0)
    #expect(LogPosition.zero.next == LogPosition(1))
    #expect(LogPosition(41).next.description == "42")
  }

  @Test("numbers decide the order, not their texts")
  func order() {
    let positions = [9, 100, 0, 10, 1].map { LogPosition($0) }
    #expect(positions.sorted().map { $0.value } == [0, 1, 9, 10, 100])
    #expect(!(LogPosition(1) < LogPosition(1)))
  }
}
