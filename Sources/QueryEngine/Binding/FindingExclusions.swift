import KubernetesRules
public import TopologyModel

/// What is left out of findings, by rule and object.
///
/// A file has one exclusion a line: a rule's id or a glob, then, where they are meant, a kind and a
/// name with its namespace, both as globs. `#` begins a comment, which belongs before the exclusion
/// as its reason.
///
///     # Batch jobs scale to zero at night.
///     ST201 service batch/*
public struct FindingExclusions: Hashable, Sendable {
  /// One line.
  public struct Exclusion: Hashable, Sendable {
    /// The rule's id, or a glob.
    public var rule: String
    /// The kind; nil for all.
    public var kind: ResourceKind?
    /// The namespace, or a glob.
    public var namespace: String
    /// The name, or a glob.
    public var name: String
    /// The text as it was written.
    public var text: String
  }

  /// A line that is no exclusion.
  public struct Malformed: Error, Hashable {
    /// The line's number, from 1.
    public var line: Int
    /// What is wrong with it, and the way out.
    public var message: String
  }

  /// The exclusions, in order.
  public var exclusions: [Exclusion]

  /// Leaves nothing out.
  public static let none = FindingExclusions(exclusions: [])

  /// Creates exclusions.
  public init(exclusions: [Exclusion]) {
    self.exclusions = exclusions
  }

  /// Reads the text of a file; throws `Malformed` for the first line that is none.
  public init(parsing text: String) throws(Malformed) {
    exclusions = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" || $0 == "\r" }
        .map { String($0) }
      guard !words.isEmpty else { continue }
      exclusions.append(try Self.exclusion(words, line: index + 1))
    }
  }

  private static func exclusion(
    _ words: [String],
    line: Int
  ) throws(Malformed) -> Exclusion {
    guard FindingRules.all.contains(where: { Glob.matches($0.id, pattern: words[0]) }) else {
      throw Malformed(
        line: line,
        message: "`\(words[0])` is no rule; write an id such as ST203, or a glob such as ST2*"
      )
    }
    var exclusion = Exclusion(
      rule: words[0],
      kind: nil,
      namespace: "*",
      name: "*",
      text: words.joined(separator: " ")
    )
    guard words.count > 1 else { return exclusion }
    let kinds: [String: ResourceKind] = ["service": .service, "slice": .endpointSlice, "pod": .pod]
    guard let kind = kinds[words[1]] else {
      throw Malformed(
        line: line,
        message: "`\(words[1])` is no kind; write service, slice or pod"
      )
    }
    exclusion.kind = kind
    guard words.count > 2 else { return exclusion }
    let parts = words[2].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, words.count == 3 else {
      throw Malformed(
        line: line,
        message: "write the object as NAMESPACE/NAME, such as shop/cart or shop/*"
      )
    }
    exclusion.namespace = String(parts[0])
    exclusion.name = String(parts[1])
    return exclusion
  }

  /// The exclusion that leaves a finding out; nil where it stays.
  func exclusion(of finding: Finding) -> Exclusion? {
    let slot = finding.subject.slot
    return exclusions.first { exclusion in
      Glob.matches(finding.ruleID, pattern: exclusion.rule)
        && exclusion.kind.map { $0 == slot.kind } ?? true
        && Glob.matches(slot.namespace, pattern: exclusion.namespace)
        && Glob.matches(slot.name, pattern: exclusion.name)
    }
  }
}
