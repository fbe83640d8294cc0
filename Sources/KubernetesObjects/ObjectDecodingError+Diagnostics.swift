extension ObjectDecodingError: CustomStringConvertible {
  /// The sentence for people.
  public var description: String {
    let place = path.isEmpty ? "in place of the object" : "at `\(path)`"
    return "found \(found) \(place), expected \(expectation)"
  }
}
