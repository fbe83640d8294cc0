package import EventLog
internal import KubernetesObjects
package import TopologyModel

extension EventLogError {
  /// An error as damage of the event at a position, where it says that the body cannot be understood;
  /// other errors as they are.
  ///
  /// What is stored was understood when it was stored, so that it is the store's fault.
  package static func readingBody(of position: LogPosition, _ error: any Error) -> any Error {
    switch error {
    case let error as JSONSyntaxError:
      EventLogError.corrupt(position: position, detail: "its body is no object in JSON: \(error)")
    case let error as ObjectDecodingError:
      EventLogError.corrupt(
        position: position,
        detail: "its body is no object of its kind: \(error)"
      )
    default: error
    }
  }
}
