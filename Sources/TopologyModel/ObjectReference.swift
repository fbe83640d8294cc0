/// One incarnation of an object: its slot and its UID.
public struct ObjectReference: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Where the object lives.
  public var slot: ObjectSlot
  /// `metadata.uid`; empty for objects from manifests, which have none.
  public var uid: String

  /// Creates a reference.
  public init(slot: ObjectSlot, uid: String) {
    self.slot = slot
    self.uid = uid
  }

  /// The slot's text.
  public var description: String { slot.description }

  /// Orders by slot, then UID.
  public static func < (left: ObjectReference, right: ObjectReference) -> Bool {
    if left.slot != right.slot { return left.slot < right.slot }
    return left.uid < right.uid
  }
}
