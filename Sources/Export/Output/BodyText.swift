internal import KubernetesObjects
internal import TopologyModel

/// Makes of a stored body what an export shows of it.
final class BodyText {
  private let parser = JSONParser()
  private let anonymizer: Anonymizer?

  init(anonymizer: Anonymizer?) {
    self.anonymizer = anonymizer
  }

  /// The object, anonymized where that is wanted; where `namesKind`, with `kind` and `apiVersion`,
  /// which the items of lists lack.
  func text(of body: [UInt8], kind: ResourceKind, namesKind: Bool) throws -> [UInt8] {
    var result = body
    if let anonymizer {
      result = try parser.withDocument(body) { anonymizer.body(of: $0) }
    }
    guard namesKind, try !parser.withDocument(body, { ObjectDecoder.kind(of: $0) != nil }),
      let start = result.firstIndex(of: UInt8(ascii: "{"))
    else { return result }
    let rest = result[(start + 1)...]
    let isEmpty = rest.first { ![9, 10, 13, 32].contains($0) } == UInt8(ascii: "}")
    let head = #"{"kind":"\#(kind.kindName)","apiVersion":"\#(Self.apiVersion(of: kind))""#
    return Array(head.utf8) + (isEmpty ? [] : [UInt8(ascii: ",")]) + rest
  }

  /// The version of the API whose objects of a kind these are.
  static func apiVersion(of kind: ResourceKind) -> String {
    kind == .endpointSlice ? "discovery.k8s.io/v1" : "v1"
  }
}
