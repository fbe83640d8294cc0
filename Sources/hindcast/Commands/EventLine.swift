import Diagnostics
import EventLog
import TopologyModel

/// An event on one line.
enum EventLine {
  static func text(_ event: RecordedEvent, hash: ChainHash) -> String {
    var text = "\(event.position) \(event.cluster)/\(event.epoch) \(event.type.name)"
    if let object = event.object {
      text += " \(object.slot.kind.kindName) \(object) \(object.uid)"
    }
    text += " rv=\(event.revision?.text ?? "-") observed=\(event.observedAt)"
    text += " recorded=\(event.recordedAt) feed=\(event.feedIdentity.prefix(12)) hash=\(hash)"
    return DisplayWidth.escaped(text)
  }
}
