/// Where something stands: a file, and the line where that is known.
public struct ConfigurationPlace: Hashable, Sendable, CustomStringConvertible {
  /// The path of the file.
  public let file: String
  /// The line, counted from 1.
  public let line: Int?

  /// Creates a place.
  public init(file: String, line: Int?) {
    self.file = file
    self.line = line
  }

  /// The place as a sentence shows it, such as "`/home/a/.kube/config`, line 7".
  public var description: String {
    guard let line else { return "`\(file)`" }
    return "`\(file)`, line \(line)"
  }
}
