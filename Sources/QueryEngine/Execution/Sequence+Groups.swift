extension Sequence {
  /// The elements by a key: keys in the order in which they come first, each with its elements in
  /// theirs.
  ///
  /// Those without a key are left out.
  func groups<Key: Hashable>(by key: (Element) -> Key?) -> [(key: Key, elements: [Element])] {
    var places: [Key: Int] = [:]
    var groups: [(key: Key, elements: [Element])] = []
    for element in self {
      guard let key = key(element) else { continue }
      if let place = places[key] {
        groups[place].elements.append(element)
      } else {
        places[key] = groups.count
        groups.append((key, [element]))
      }
    }
    return groups
  }
}
