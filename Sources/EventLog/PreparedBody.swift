/// A body that was hashed and compressed before its event is appended, so that the writer's thread
/// need not.
///
/// The writer takes it where what it builds on is what the writer would choose, told by its hash, and
/// else compresses the body itself.
package struct PreparedBody: Sendable {
  /// What a body was compressed against.
  enum Base: Sendable {
    /// Nothing; `isFirst` where no earlier body of the object was known.
    case none(isFirst: Bool)
    /// The object's last body, of this SHA-256.
    case last([UInt8])
    /// A body like it of another object, of this SHA-256.
    case exemplar([UInt8])
  }

  /// The body's SHA-256.
  let digest: [UInt8]
  /// The compressed body.
  let bytes: [UInt8]
  /// What it was compressed against.
  let base: Base
}
