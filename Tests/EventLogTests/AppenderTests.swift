import EventLog
import Testing
import TopologyModel

@Suite struct AppenderTests {
  /// What one caller appended and was told.
  private struct Acknowledged: Sendable {
    var names: [String]
    var outcomes: [AppendReceipt.Outcome]
    var head: LogPosition
  }

  @Test("many appends at once are all on disk, each told of its own")
  func concurrent() async throws {
    let store = try TestStore()
    let appender = EventAppender(log: try store.log)
    let all = try await withThrowingTaskGroup(of: Acknowledged.self) { group in
      for caller in 0..<200 {
        group.addTask {
          let names = (0..<(caller % 3 + 1)).map { "pod-\(caller)-\($0)" }
          let receipt = try await appender.append(names.map { Draft.pod($0, caller + 1) })
          return Acknowledged(names: names, outcomes: receipt.outcomes, head: receipt.head)
        }
      }
      var all: [Acknowledged] = []
      for try await one in group { all.append(one) }
      return all
    }
    let events = try store.events()
    #expect(all.count == 200)
    #expect(events.map { $0.event.position.value } == Array(1...Int64(events.count)))
    #expect(events.count == all.reduce(0) { $0 + $1.names.count })
    let names = events.map { $0.event.object?.slot.name }
    for one in all {
      #expect(one.outcomes.count == one.names.count)
      for (name, outcome) in zip(one.names, one.outcomes) {
        guard case .appended(let position) = outcome else {
          Issue.record("\(name) was not appended: \(outcome)")
          continue
        }
        #expect(names[Int(position.value) - 1] == name)
        #expect(position <= one.head)
      }
    }
    #expect(try store.firstDamage() == nil)
  }

  @Test("a malformed draft fails alone among concurrent appends")
  func malformed() async throws {
    let store = try TestStore()
    let appender = EventAppender(log: try store.log)
    let failed = await withTaskGroup(of: Int?.self) { group in
      for caller in 0..<40 {
        group.addTask {
          let good = Draft.pod("pod-\(caller)", caller + 1)
          let drafts = caller % 10 == 3 ? [good, Draft.malformed("bad-\(caller)")] : [good]
          do {
            let receipt = try await appender.append(drafts)
            return receipt.outcomes.count == 1 ? nil : caller
          } catch {
            return caller
          }
        }
      }
      var failed: Set<Int> = []
      for await caller in group {
        if let caller { failed.insert(caller) }
      }
      return failed
    }
    #expect(failed == [3, 13, 23, 33])
    let events = try store.events()
    let names = Set(events.compactMap { $0.event.object?.slot.name })
    #expect(names == Set((0..<40).filter { $0 % 10 != 3 }.map { "pod-\($0)" }))
    #expect(events.map { $0.event.position.value } == Array(1...36))
    #expect(try store.firstDamage() == nil)
  }

  @Test("the same event from many callers is appended once")
  func same() async throws {
    let store = try TestStore()
    let appender = EventAppender(log: try store.log)
    let outcomes = try await withThrowingTaskGroup(of: AppendReceipt.self) { group in
      for _ in 0..<30 { group.addTask { try await appender.append([Draft.pod("a", 1)]) } }
      var outcomes: [AppendReceipt.Outcome] = []
      for try await receipt in group { outcomes += receipt.outcomes }
      return outcomes
    }
    #expect(outcomes.count { $0 == .appended(LogPosition(1)) } == 1)
    #expect(outcomes.count { $0 == .duplicate(of: LogPosition(1)) } == 29)
    #expect(try store.head() == LogPosition(1))
  }

  @Test("one caller after the other, and an append of nothing")
  func sequential() async throws {
    let store = try TestStore()
    let appender = EventAppender(log: try store.log)
    #expect(try await appender.append([]).outcomes == [])
    for revision in 1...20 {
      let receipt = try await appender.append([Draft.pod("a", revision)])
      #expect(receipt.outcomes == [.appended(LogPosition(Int64(revision)))])
      #expect(receipt.head == LogPosition(Int64(revision)))
    }
    await #expect(throws: EventLogError.self) {
      try await appender.append([Draft.malformed("a")])
    }
    #expect(try await appender.append([Draft.pod("a", 21)]).head == LogPosition(21))
  }
}
