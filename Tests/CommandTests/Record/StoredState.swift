import TopologyModel

/// A state of an object in a log, without what differs between a recorder's and an import's.
struct StoredState: Hashable {
  /// The kind, the object, and its UID.
  var object: String
  var isDeletion: Bool
  var revision: Revision

  /// Reads a line of `hindcast dump log`; nil for what is no state, or of another cluster.
  init?(line: Substring, of cluster: String) {
    let words = line.split(separator: " ")
    guard words.count > 7, words[1] == "\(cluster)/0", words[6].hasPrefix("rv="),
      words[2] != "seen", let revision = Revision(String(words[6].dropFirst(3)))
    else { return nil }
    object = words[3...5].joined(separator: " ")
    isDeletion = words[2] == "deleted"
    self.revision = revision
  }

  /// One line for a failure.
  var text: String { "\(object) \(isDeletion ? "deleted " : "")at \(revision)" }
}
