internal import KubernetesObjects
internal import TopologyModel

/// Replaces what names a cluster, its workloads and its people, the same by the same everywhere, and
/// keeps what refers to what.
///
/// Of an object's texts, only those are kept that are known to be Kubernetes' own words, numbers,
/// times and the names of ports; every other text is replaced, or removed where it is a message. Keys
/// are kept, those of labels and annotations included.
public final class Anonymizer {
  private let names: NameMap
  private let addresses: AddressMap

  /// Creates an anonymizer; equal seeds replace alike.
  public init(seed: String) {
    let digest = SeededDigest(seed: seed)
    names = NameMap(digest: digest)
    addresses = AddressMap(digest: digest)
  }

  /// Replaces a name, an address, or any other text that stands for itself.
  public func text(_ text: String) -> String {
    if let address = IPAddress(text) { return addresses.address(address).description }
    if let range = IPRange(text) { return addresses.range(range) }
    return names.name(text)
  }

  /// Replaces a UID.
  public func uid(_ text: String) -> String { names.uid(text) }

  /// Replaces the label and field selectors of a request, by one text each.
  func selector(_ selector: String) -> String {
    selector.split(separator: "&").map { part in
      let pieces = part.split(separator: "=", maxSplits: 1)
      guard pieces.count == 2 else { return names.name(String(part)) }
      return "\(pieces[0])=\(names.name(String(pieces[1])))"
    }.joined(separator: "&")
  }

  /// Writes an object, its texts replaced.
  func body(of object: JSONValue) -> [UInt8] {
    var text = JSONText()
    write(object, key: "", parent: "", into: &text)
    return text.take()
  }

  private func write(_ value: JSONValue, key: String, parent: String, into text: inout JSONText) {
    switch value.kind {
    case .object: writeMembers(of: value, key: key, into: &text)
    case .array:
      text.add("[")
      var isFirst = true
      value.forEachElement { element in
        if !isFirst { text.add(",") }
        isFirst = false
        // The elements of `ports` are inside `ports`; a text is at the array's own key.
        write(element, key: key, parent: parent, into: &text)
      }
      text.add("]")
    case .string: text.add(string: replaced(value.string ?? "", key: key, parent: parent))
    case .null, .bool, .number: text.add(json: Array(value.rawBytes))
    }
  }

  private func writeMembers(of object: JSONValue, key parent: String, into text: inout JSONText) {
    text.add("{")
    var isFirst = true
    object.forEachMember { memberKey, value in
      let key = memberKey.string
      let isLabel = FieldVocabulary.labelMaps.contains(parent)
      guard isLabel || !FieldVocabulary.dropped.contains(key) else { return }
      if !isFirst { text.add(",") }
      isFirst = false
      text.add(string: key)
      text.add(":")
      write(value, key: key, parent: parent, into: &text)
    }
    text.add("}")
  }

  private func replaced(_ text: String, key: String, parent: String) -> String {
    if FieldVocabulary.labelMaps.contains(parent) {
      return FieldVocabulary.keptLabels.contains(key) ? text : self.text(text)
    }
    if FieldVocabulary.emptied.contains(key) { return "" }
    if FieldVocabulary.keeps(text, key: key, parent: parent) || Instant(rfc3339: text) != nil {
      return text
    }
    return key == "uid" ? names.uid(text) : self.text(text)
  }
}
