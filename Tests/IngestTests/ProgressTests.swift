import EventLog
import Foundation
import Ingest
import Synchronization
import Testing

@Suite("Progress")
struct ProgressTests {
  @Test("is told after each append and ends with all bytes read")
  func told() throws {
    let store = try TestStore()
    let told = Mutex<[ImportProgress]>([])
    var options = ImportOptions(importTime: TestStore.importTime)
    options.batchEventsMax = 50
    let folder = Recordings.folder("outage")
    let importer = Importer(log: try store.log, options: options) { progress in
      told.withLock { $0.append(progress) }
    }
    let report = try importer.importPaths([folder])
    let all = told.withLock { $0 }
    #expect(all.count > 4)
    #expect(all.allSatisfy { $0.file == folder && $0.bytesRead <= $0.bytesTotal })
    #expect(all.map { $0.eventsAppended } == all.map { $0.eventsAppended }.sorted())
    #expect(all.last?.bytesRead == all.last?.bytesTotal)
    #expect(all.last?.recordsRead == report.records)
    #expect(all.last?.eventsAppended == report.appended + report.seen)
  }
}
