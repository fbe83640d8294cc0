internal import TopologyModel

/// Which objects a request wants: those of a namespace, with certain labels.
struct RequestFilter {
  private enum Requirement {
    case equal(String, String)
    case notEqual(String, String)
    case exists(String)
  }

  private let namespace: String?
  private let requirements: [Requirement]

  /// Reads `labelSelector`: `key=value`, `key==value`, `key!=value` and `key`, joined by commas.
  init(namespace: String?, labelSelector: String?) {
    self.namespace = namespace
    requirements = (labelSelector ?? "").split(separator: ",").map { part in
      let text = String(part.filter { $0 != " " })
      for (sign, isEqual) in [("!=", false), ("==", true), ("=", true)] {
        guard let (key, value) = Self.split(text, at: sign) else { continue }
        return isEqual ? .equal(key, value) : .notEqual(key, value)
      }
      return .exists(text)
    }
  }

  /// Whether any object passes.
  var isEmpty: Bool { namespace == nil && requirements.isEmpty }

  /// Returns whether an object is wanted.
  func accepts(_ object: StoredObject) -> Bool {
    if let namespace, object.slot.namespace != namespace { return false }
    return requirements.allSatisfy { requirement in
      switch requirement {
      case .equal(let key, let value): object.labels[key] == value
      case .notEqual(let key, let value): object.labels[key] != value
      case .exists(let key): object.labels[key] != nil
      }
    }
  }

  private static func split(_ text: String, at sign: String) -> (String, String)? {
    guard let range = text.firstRange(of: sign) else { return nil }
    return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
  }
}
