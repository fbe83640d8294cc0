import TopologyModel

extension ScriptRecord {
  /// Reads a line such as `10:00:01 add pod shop/cart-1 ip=10.0.0.1 ready=true`,
  /// `10:00:20 close pods rv=12`, `10:00:40 pods shop/cart-1 shop/cart-2`,
  /// `10:00:50 request patch/status pod shop/cart-1 user=alice`.
  init(line: String) throws(ScriptError) {
    var parts = line.split(separator: " ").map { String($0) }
    guard parts.count >= 2 else { throw ScriptError("`\(line)` is no record") }
    let clock = parts.removeFirst()
    guard let time = ScriptTime.instant(clock) else {
      throw ScriptError("`\(clock)` is no time such as `10:00:01.5`")
    }
    self.time = time
    let revisionPart = parts.firstIndex { $0.hasPrefix("rv=") }
    if let revisionPart {
      let text = parts.remove(at: revisionPart)
      revision = Int(text.dropFirst(3))
      if revision == nil { throw ScriptError("`\(text)` is no revision") }
    }
    let verb = parts.removeFirst()
    if verb == "request" {
      content = try Self.request(parts, line: line)
    } else if let verb = ObjectVerb(rawValue: verb) {
      content = try Self.object(verb, parts, line: line)
    } else if let verb = WatchVerb(rawValue: verb) {
      content = try Self.watch(verb, parts)
    } else if let kind = ScriptObject.kind(of: verb) {
      content = try Self.listing(kind, parts)
    } else {
      throw ScriptError("`\(verb)` is neither a verb nor a kind")
    }
  }

  private static func object(
    _ verb: ObjectVerb,
    _ parts: [String],
    line: String
  ) throws(ScriptError) -> Content {
    guard parts.count >= 2, let kind = ScriptObject.kind(of: parts[0]) else {
      throw ScriptError("`\(line)` names no object such as `pod shop/cart-1`")
    }
    var attributes: [String: [String]] = [:]
    let known = ScriptObject.keys(of: kind)
    for part in parts.dropFirst(2) {
      guard let equal = part.firstIndex(of: "=") else {
        throw ScriptError("`\(part)` is no attribute such as `ready=true`")
      }
      let key = String(part[..<equal])
      guard known.contains(key) else {
        throw ScriptError(
          "a \(ScriptObject.word(of: kind)) has no `\(key)=`; it has "
            + known.map { "`\($0)=`" }.joined(separator: ", ")
        )
      }
      attributes[key, default: []].append(String(part[part.index(after: equal)...]))
    }
    return .object(verb, try slot(kind, parts[1]), attributes: attributes)
  }

  private static func request(
    _ parts: [String],
    line: String
  ) throws(ScriptError) -> Content {
    guard parts.count >= 3, let kind = ScriptObject.kind(of: parts[1]) else {
      throw ScriptError("`\(line)` names no request such as `patch pod shop/cart-1`")
    }
    let words = parts[0].split(separator: "/").map { String($0) }
    var slot = try slot(kind, parts[2])
    if slot.name == "*" { slot.name = "" }
    var attributes: [String: String] = [:]
    for part in parts.dropFirst(3) {
      guard let equal = part.firstIndex(of: "="),
        ScriptWorld.requestKeys.contains(String(part[..<equal]))
      else {
        let known = ScriptWorld.requestKeys.map { "`\($0)=`" }.joined(separator: ", ")
        throw ScriptError("`\(part)` is no attribute of a request; it has \(known)")
      }
      attributes[String(part[..<equal])] = String(part[part.index(after: equal)...])
    }
    return .request(
      verb: words[0],
      subresource: words.count > 1 ? words[1] : "",
      slot,
      attributes: attributes
    )
  }

  private static func watch(
    _ verb: WatchVerb,
    _ parts: [String]
  ) throws(ScriptError) -> Content {
    guard let word = parts.first else { return .watch(verb, nil, reason: "") }
    guard let kind = ScriptObject.kind(of: word) else {
      throw ScriptError("`\(word)` is no kind such as `pods`")
    }
    if verb == .open, parts.count == 2, parts[1].hasPrefix("namespace=") {
      return .openNamespace(kind, String(parts[1].dropFirst("namespace=".count)))
    }
    return .watch(verb, kind, reason: parts.dropFirst().joined(separator: " "))
  }

  private static func listing(
    _ kind: ResourceKind,
    _ parts: [String]
  ) throws(ScriptError) -> Content {
    var namespace: String?
    var isImplied = false
    var members: [ObjectSlot]? = []
    for part in parts {
      if part.hasPrefix("namespace=") {
        namespace = String(part.dropFirst("namespace=".count))
      } else if part == "implied" {
        isImplied = true
      } else if part == "*" {
        members = nil
      } else {
        members?.append(try slot(kind, part))
      }
    }
    return .listing(kind, namespace: namespace, isImplied: isImplied, members: members)
  }

  private static func slot(_ kind: ResourceKind, _ text: String) throws(ScriptError) -> ObjectSlot {
    let parts = text.split(separator: "/").map { String($0) }
    if parts.count == 1, !kind.isNamespaced {
      return ObjectSlot(kind: kind, namespace: "", name: parts[0])
    }
    guard parts.count == 2, kind.isNamespaced else {
      throw ScriptError("`\(text)` does not name a \(ScriptObject.word(of: kind))")
    }
    return ObjectSlot(kind: kind, namespace: parts[0], name: parts[1])
  }
}
