extension UnsafeBufferPointer<UInt8> {
  /// Returns whether the bytes are those of `text`.
  @inline(__always)
  func isEqual(to text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count == length else { return false }
    let other = text.utf8Start
    for index in 0..<length where self[index] != other[index] { return false }
    return true
  }

  /// Returns whether both hold the same bytes.
  func isEqual(to other: UnsafeBufferPointer<UInt8>) -> Bool {
    count == other.count && elementsEqual(other)
  }
}
