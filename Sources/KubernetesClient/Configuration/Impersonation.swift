/// The user in whose name requests are made: the `as` of a kubeconfig's user.
public struct Impersonation: Hashable, Sendable {
  /// The user's name.
  public let user: String
  /// The user's UID.
  public let uid: String?
  /// The groups, in order.
  public let groups: [String]
  /// Further facts about the user.
  public let extra: [String: [String]]

  /// Creates an impersonation.
  public init(user: String, uid: String?, groups: [String], extra: [String: [String]]) {
    self.user = user
    self.uid = uid
    self.groups = groups
    self.extra = extra
  }

  /// The request headers that ask for it, extra facts by name.
  public var headers: [(name: String, value: String)] {
    var headers = [(name: "Impersonate-User", value: user)]
    if let uid { headers.append(("Impersonate-Uid", uid)) }
    headers += groups.map { ("Impersonate-Group", $0) }
    for (key, values) in extra.sorted(by: { $0.key < $1.key }) {
      headers += values.map { ("Impersonate-Extra-\(Self.escaped(key))", $0) }
    }
    return headers
  }

  /// A key with everything that a header's name cannot hold as `%` and two digits.
  private static func escaped(_ key: String) -> String {
    key.utf8.reduce(into: "") { text, byte in
      switch byte {
      case 48...57, 65...90, 97...122, 33, 35, 36, 38, 39, 42, 43, 45, 46, 94, 95, 96, 124, 126:
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
  }
}
