internal import Yams

extension KubeconfigNode {
  /// The deepest nesting that is read.
  static let depthMax = 100
  /// The most values that are read, those that aliases repeat counted again.
  static let valuesMax = 500_000

  /// Reads a YAML or JSON text; returns nil for an empty one.
  static func parse(
    _ bytes: [UInt8],
    file: String
  ) throws(ConnectionConfigurationError) -> KubeconfigNode? {
    // The parser does not expect the mark that Windows puts before a text.
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard let text = String(validating: content, as: UTF8.self) else {
      let place = ConfigurationPlace(file: file, line: nil)
      throw .kubeconfig(.syntax(place, detail: "the text is not UTF-8"))
    }
    do {
      // The basic resolver leaves scalars alone; what they mean is decided here.
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else { return nil }
      var valuesLeft = valuesMax
      return try convert(root, depth: 1, valuesLeft: &valuesLeft)
    } catch let fault as YAMLFault {
      let place = ConfigurationPlace(file: file, line: fault.line)
      throw .kubeconfig(.syntax(place, detail: fault.detail))
    } catch let error as YamlError {
      let fault = YAMLFault(error, in: text)
      let place = ConfigurationPlace(file: file, line: fault.line)
      throw .kubeconfig(.syntax(place, detail: fault.detail))
    } catch {
      let place = ConfigurationPlace(file: file, line: nil)
      throw .kubeconfig(.syntax(place, detail: "the YAML parser failed"))
    }
  }

  private static func convert(
    _ node: Node,
    depth: Int,
    valuesLeft: inout Int
  ) throws(YAMLFault) -> KubeconfigNode {
    let line = max(node.mark?.line ?? 1, 1)
    valuesLeft -= 1
    guard depth <= depthMax else {
      throw YAMLFault(line: line, detail: "the nesting is deeper than \(depthMax) levels")
    }
    guard valuesLeft >= 0 else {
      throw YAMLFault(line: line, detail: "aliases bring more than \(valuesMax) values")
    }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      return KubeconfigNode(content: .scalar(text: scalar.string, isPlain: isPlain), line: line)
    case .sequence(let sequence):
      var elements: [KubeconfigNode] = []
      for element in sequence {
        elements.append(try convert(element, depth: depth + 1, valuesLeft: &valuesLeft))
      }
      return KubeconfigNode(content: .sequence(elements), line: line)
    case .mapping(let mapping):
      var merged: [Member] = []
      var members: [Member] = []
      for (key, value) in mapping {
        guard case .scalar(let name) = key else {
          throw YAMLFault(line: line, detail: "a key is no text")
        }
        let value = try convert(value, depth: depth + 1, valuesLeft: &valuesLeft)
        guard name.string == "<<", name.style == .plain else {
          members.append(Member(key: name.string, value: value))
          continue
        }
        merged += Self.merged(value)
        guard merged.count <= valuesLeft else {
          throw YAMLFault(line: line, detail: "aliases bring more than \(valuesMax) values")
        }
      }
      // What the mapping itself says stands last and so counts.
      return KubeconfigNode(content: .mapping(merged + members), line: line)
    case .alias:
      throw YAMLFault(line: line, detail: "an alias stands for nothing")
    }
  }

  /// The members that a merge key brings; of several mappings the first counts, so it is last.
  private static func merged(_ node: KubeconfigNode) -> [Member] {
    switch node.content {
    case .scalar: []
    case .mapping(let members): members
    case .sequence(let elements): elements.reversed().flatMap(merged)
    }
  }
}
