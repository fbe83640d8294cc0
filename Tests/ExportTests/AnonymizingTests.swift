import EventLog
import Export
import Foundation
import Ingest
import QueryEngine
import Testing
import TopologyModel

@Suite struct AnonymizingTests {
  private static let recordings = ["watch-gap", "relabel", "recreate", "dualstack-headless"]
  private static let everything = ExportScope(
    cluster: nil,
    from: nil,
    through: nil,
    namespace: nil
  )

  @Test("Answers over an anonymous import have the shape of the original's", arguments: recordings)
  func keepsShape(recording: String) throws {
    let original = try TestStore(recordings: [recording])
    let anonymizer = Anonymizer(seed: "shape")
    let copy = try TestStore()
    let path = try original.exportingRecording(anonymizer: anonymizer)
    #expect(try copy.importing([path]).isComplete)
    let instants = try original.moments().instants
    let services = Set(try original.objects().filter { $0.slot.kind == .service }.map { $0.slot })
    #expect(!services.isEmpty)
    for share in [2, 3] {
      let time = instants[instants.count * (share - 1) / share]
      for service in services {
        let (namespace, name) = (service.namespace, service.name)
        let mapped = "\(anonymizer.text(namespace))/\(anonymizer.text(name))"
        for question in ShapeQuestion.all {
          let asked = question.text(of: "\(namespace)/\(name)", at: time)
          let theirs = question.text(of: mapped, at: time)
          #expect(
            try ShapeQuestion.shape(copy.answer(theirs))
              == ShapeQuestion.shape(original.answer(asked)),
            "\(asked)"
          )
        }
      }
      for question in ["pods | count by workload", "nodes | count", "slices | count by service"] {
        let query = question.replacingOccurrences(of: " |", with: " at \(time) |")
        let counts = try [original, copy].map { try $0.answer(query).rows.count }
        #expect(counts[0] == counts[1], "\(query)")
      }
    }
  }

  @Test("No name, UID, address, label value, image or message is left", arguments: recordings)
  func leavesNothing(recording: String) throws {
    let original = try TestStore(recordings: [recording], retention: .full)
    let texts = try OriginalTexts(of: original).texts
    #expect(texts.count > 20)
    let anonymizer = Anonymizer(seed: "nothing")
    let path = try original.exportingRecording(anonymizer: anonymizer)
    for file in try FileManager.default.contentsOfDirectory(atPath: path) {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(file)"))
      expectNone(of: texts, in: String(decoding: bytes, as: UTF8.self), file)
    }
    let (events, list) = (TextSink(), TextSink())
    try original.log.read { snapshot in
      _ = try CloudEventExport.write(
        snapshot,
        scope: Self.everything,
        anonymizer: anonymizer,
        to: events
      ) { _ in }
      _ = try ListExport.write(
        snapshot,
        at: .latest,
        scope: Self.everything,
        layout: .json,
        anonymizer: anonymizer,
        to: list
      )
    }
    expectNone(of: texts, in: events.text, "CloudEvents")
    expectNone(of: texts, in: list.text, "list")
  }

  @Test("Equal seeds replace alike, others differently")
  func followsSeed() {
    let texts = ["web-7d4b9c6f5d-x2x4z", "10.244.3.7", "fd00:10::5", "eu-west-1a"]
    let (one, same, other) = (
      Anonymizer(seed: "1"), Anonymizer(seed: "1"), Anonymizer(seed: "2")
    )
    for text in texts {
      #expect(one.text(text) == same.text(text))
      #expect(one.text(text) != other.text(text))
      #expect(one.text(text) != text)
    }
  }

  @Test("Names keep what they have in common, and are valid")
  func keepsNameStructure() {
    let anonymizer = Anonymizer(seed: "names")
    let workload = anonymizer.text("web")
    let hash = anonymizer.text("7d4b9c6f5d")
    #expect(anonymizer.text("web-7d4b9c6f5d") == "\(workload)-\(hash)")
    #expect(anonymizer.text("web-7d4b9c6f5d-") == "\(workload)-\(hash)-")
    #expect(anonymizer.text("web-7d4b9c6f5d-x2x4z").hasPrefix("\(workload)-\(hash)-"))
    #expect(anonymizer.text("db-0").hasSuffix("-0"))
    #expect(!anonymizer.text("ip-10-0-3-17").contains("17"))
    #expect(anonymizer.text("") == "")
    let long = anonymizer.text("a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t")
    #expect(long.utf8.count <= 63)
    for name in ["web", "1my-service", "a.b.c", "UPPER_case", "with space", "ünicode"] {
      let mapped = anonymizer.text(name)
      #expect(mapped.wholeMatch(of: #/[a-z][a-z0-9]*([-.][a-z0-9]+)*/#) != nil, "\(mapped)")
    }
    let uid = anonymizer.text("0fee653e-ac6b-4a4e-aa7f-66ec3e6fde4f")
    #expect(UUID(uuidString: uid) != nil)
    #expect(anonymizer.uid("0fee653e-ac6b-4a4e-aa7f-66ec3e6fde4f") == uid)
  }

  @Test("Addresses keep their family, their sort and their common prefixes")
  func keepsAddressStructure() throws {
    let anonymizer = Anonymizer(seed: "addresses")
    func mapped(_ text: String) throws -> IPAddress {
      try #require(IPAddress(anonymizer.text(text)))
    }
    #expect(try mapped("10.244.3.7").bytes[0] == 10)
    #expect(try mapped("192.168.4.4").bytes[..<2] == [192, 168])
    #expect(try (16...31).contains(mapped("172.20.4.4").bytes[1]))
    #expect(try mapped("fd00::7").bytes[0] == 0xfd)
    #expect(anonymizer.text("127.0.0.1") == "127.0.0.1")
    #expect(anonymizer.text("0.0.0.0/0") == "0.0.0.0/0")
    let range = try #require(IPRange(anonymizer.text("10.244.3.0/24")))
    #expect(range.prefixLength == 24)
    #expect(try range.contains(mapped("10.244.3.7")))
    #expect(try !range.contains(mapped("10.244.4.7")))
    var seen: Set<IPAddress> = []
    for last in 0..<256 { seen.insert(try mapped("10.244.3.\(last)")) }
    #expect(seen.count == 256)
    for first in 1..<224 where ![10, 127].contains(first) {
      #expect(try mapped("\(first).9.9.9").bytes[0] != 10)
    }
  }

  /// Searches all texts of an export but its keys, which are kept.
  private func expectNone(of texts: Set<String>, in export: String, _ place: String) {
    let lengthMin = 6
    let parts = export.split(separator: "\"", omittingEmptySubsequences: false)
    var values: Set<String> = []
    for (part, next) in zip(parts, parts.dropFirst()) where !next.hasPrefix(":") {
      values.insert(String(part))
    }
    // Kubernetes' own keys, such as those of taints.
    let all = values.filter { !$0.contains("kubernetes.io/") }.sorted().joined(separator: "\"")
    let left = texts.filter { text in
      values.contains(text) || (text.utf8.count >= lengthMin && all.contains(text))
    }
    #expect(left.isEmpty, "\(left.sorted().prefix(5)) in \(place)")
  }
}
