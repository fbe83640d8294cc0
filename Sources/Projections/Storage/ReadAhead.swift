import EventLog
internal import KubernetesObjects
import TopologyModel

/// Reads what bodies say on the thread that decodes them in a replay, one event at a time.
final class ReadAhead: @unchecked Sendable {
  // Touched by the replay's second thread alone.
  private let parser = JSONParser()
  private let memory = EndpointMemory()

  /// What the body of a state says; nil for other events, and where it cannot be read.
  func facts(_ stored: StoredEvent, _ body: [UInt8]) -> ObjectFacts? {
    guard stored.event.assertion == .state, let object = stored.event.object else { return nil }
    return try? parser.withDocument(body) { root in
      try ObjectDecoder.decode(root, kind: object.slot.kind, remembering: memory).facts
    }
  }
}
