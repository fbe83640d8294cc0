extension Array {
  /// Returns the place of the first element for which a condition holds, found by halving.
  ///
  /// Once it holds, it must hold for all behind; where it never does, that is the end.
  @inlinable
  public func partitioningIndex(where holds: (Element) throws -> Bool) rethrows -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if try holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
