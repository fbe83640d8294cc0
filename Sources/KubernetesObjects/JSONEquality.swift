internal import CSimdJSON

/// Equality of objects by what they mean.
///
/// The order of members does not matter. A member that is absent, null, an empty array or an
/// object of nothing but such members is the same as one that is any other of these
/// (semantics.md 1.14); elements of arrays are not. Of the whole object, `kind` and `apiVersion`
/// are not compared, since the items of lists lack them. Numbers are equal where their values are.
public enum JSONEquality {
  /// Returns whether both mean the same.
  public static func isEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
    hasSameBytes(left, right) || difference(left, right, isRoot: true) == nil
  }

  /// Returns the path of the first difference, in the order of the left text and then of the right
  /// one; nil where both mean the same, an empty path where they have not the same kind.
  public static func firstDifference(_ left: JSONValue, _ right: JSONValue) -> String? {
    guard !hasSameBytes(left, right), let found = difference(left, right, isRoot: true) else {
      return nil
    }
    return switch found {
    case .left(let index): JSONPath(from: left, to: index).description
    case .right(let index): JSONPath(from: right, to: index).description
    }
  }

  /// The node at which two values differ, in one of the two texts.
  private enum Difference {
    case left(Int)
    case right(Int)
  }

  private static func difference(
    _ left: JSONValue,
    _ right: JSONValue,
    isRoot: Bool
  ) -> Difference? {
    guard left.kind == right.kind else { return .left(left.index) }
    switch left.kind {
    case .null: return nil
    case .bool: return left.bool == right.bool ? nil : .left(left.index)
    case .number: return isEqualNumber(left, right) ? nil : .left(left.index)
    case .string: return isEqualString(left, right) ? nil : .left(left.index)
    case .array: return differenceOfElements(left, right)
    case .object: return differenceOfMembers(left, right, isRoot: isRoot)
    }
  }

  private static func differenceOfElements(
    _ left: JSONValue,
    _ right: JSONValue
  ) -> Difference? {
    var others = right.elements
    for element in left.elements {
      guard let other = others.next() else { return .left(element.index) }
      if let found = difference(element, other, isRoot: false) { return found }
    }
    return others.next().map { .right($0.index) }
  }

  private static func differenceOfMembers(
    _ left: JSONValue,
    _ right: JSONValue,
    isRoot: Bool
  ) -> Difference? {
    for (key, value) in left.members {
      if isRoot, key == "kind" || key == "apiVersion" { continue }
      guard isLast(key, value, of: left) else { continue }
      guard let other = find(key, in: right) else {
        if isBlank(value) { continue }
        return .left(value.index)
      }
      if isBlank(value), isBlank(other) { continue }
      if let found = difference(value, other, isRoot: false) { return found }
    }
    for (key, value) in right.members {
      if isRoot, key == "kind" || key == "apiVersion" { continue }
      if !isBlank(value), isLast(key, value, of: right), find(key, in: left) == nil {
        return .right(value.index)
      }
    }
    return nil
  }

  /// Returns whether a member is the last one of its key, the one that counts.
  private static func isLast(_ key: JSONKey, _ value: JSONValue, of object: JSONValue) -> Bool {
    find(key, in: object)?.index == value.index
  }

  private static func find(_ key: JSONKey, in object: JSONValue) -> JSONValue? {
    key.withBytes { bytes in
      var found: JSONValue?
      for member in object.members where member.key.withBytes({ $0.isEqual(to: bytes) }) {
        found = member.value
      }
      return found
    }
  }

  /// Whether the value, as a member, is as good as absent.
  private static func isBlank(_ value: JSONValue) -> Bool {
    switch value.kind {
    case .null: true
    case .array: value.nextIndex == value.index + 1
    case .object: value.members.allSatisfy { isBlank($0.value) }
    default: false
    }
  }

  private static func isEqualString(_ left: JSONValue, _ right: JSONValue) -> Bool {
    let isPlain = Int(left.node.kind) == HC_JSON_STRING && Int(right.node.kind) == HC_JSON_STRING
    if isPlain || hasSameBytes(left, right) { return hasSameBytes(left, right) }
    guard let leftText = left.string, let rightText = right.string else { return false }
    return leftText.utf8.elementsEqual(rightText.utf8)
  }

  /// Integers are compared digit by digit, however long they are; other numbers by value.
  private static func isEqualNumber(_ left: JSONValue, _ right: JSONValue) -> Bool {
    if hasSameBytes(left, right) { return true }
    if isInteger(left), isInteger(right) { return left.int == 0 && right.int == 0 }
    guard let leftText = left.numberText, let rightText = right.numberText,
      let leftNumber = Double(leftText), let rightNumber = Double(rightText)
    else { return false }
    return leftNumber == rightNumber
  }

  private static func isInteger(_ value: JSONValue) -> Bool {
    value.contents.allSatisfy { $0 == UInt8(ascii: "-") || (48...57).contains($0) }
  }

  private static func hasSameBytes(_ left: JSONValue, _ right: JSONValue) -> Bool {
    left.rawBytes.elementsEqual(right.rawBytes)
  }
}
