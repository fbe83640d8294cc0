/// Labels of an object: keys to values, in the order of the keys.
public struct LabelSet: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  /// One label.
  public struct Label: Hashable, Sendable {
    /// The key, such as `app.kubernetes.io/name`.
    public var key: String
    /// The value; may be empty.
    public var value: String

    /// Creates a label.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// The labels, sorted by key; each key once.
  public private(set) var labels: [Label]

  /// Creates a set; of labels with the same key the last one stays.
  public init(_ labels: some Sequence<Label>) {
    let given = Array(labels)
    // The API sends labels in the order of their keys.
    if zip(given, given.dropFirst()).allSatisfy({ $0.key < $1.key }) {
      self.labels = given
      return
    }
    var byKey: [String: String] = [:]
    for label in given { byKey[label.key] = label.value }
    self.labels = byKey.map { Label(key: $0.key, value: $0.value) }.sorted { $0.key < $1.key }
  }

  /// Creates a set from keys and values.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { Label(key: $0.0, value: $0.1) })
  }

  /// Whether there is no label.
  public var isEmpty: Bool { labels.isEmpty }

  /// The value of a key, or nil.
  public subscript(key: String) -> String? {
    var low = 0
    var high = labels.count
    while low < high {
      let middle = (low + high) / 2
      if labels[middle].key < key { low = middle + 1 } else { high = middle }
    }
    guard low < labels.count, labels[low].key == key else { return nil }
    return labels[low].value
  }

  /// Returns whether every label of `other` is here with the same value.
  public func contains(allOf other: LabelSet) -> Bool {
    other.labels.allSatisfy { self[$0.key] == $0.value }
  }
}
