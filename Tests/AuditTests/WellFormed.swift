import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What a parser of XML finds in a page: its elements, and whether it is well-formed.
final class WellFormed: NSObject, XMLParserDelegate {
  /// An element with its attributes.
  struct Element {
    var name: String
    var attributes: [String: String]
  }

  private(set) var elements: [Element] = []
  private(set) var texts: [String] = []
  private(set) var problem: String?

  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    if !parser.parse() {
      problem = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "unknown")"
    }
  }

  func parser(
    _ parser: XMLParser,
    didStartElement elementName: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements.append(Element(name: elementName, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    texts.append(string)
  }

  /// The elements of a name.
  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// The values of an attribute.
  func values(_ attribute: String) -> [String] { elements.compactMap { $0.attributes[attribute] } }

  /// What is wrong with the page as a page: doubled ids, links and labels that lead nowhere, tables
  /// without headers or captions, drawings without words.
  var faults: [String] {
    if let problem { return [problem] }
    var faults: [String] = []
    let ids = values("id")
    let known = Set(ids)
    if known.count != ids.count { faults.append("an id is there twice") }
    for link in values("href") {
      if !link.hasPrefix("#") { faults.append("the page needs `\(link)`") }
      if !known.contains(String(link.dropFirst())) { faults.append("`\(link)` leads nowhere") }
    }
    for reference in values("aria-labelledby").flatMap({ $0.split(separator: " ") })
    where !known.contains(String(reference)) {
      faults.append("the label `\(reference)` is not there")
    }
    for name in ["header", "nav", "main", "footer", "h1"] where all(name).count != 1 {
      faults.append("\(all(name).count) of <\(name)>")
    }
    if all("table").count != all("caption").count { faults.append("a table without a caption") }
    for head in all("th") where head.attributes["scope"] == nil {
      faults.append("<th> without scope")
    }
    for drawing in all("svg") where drawing.attributes["role"] != "img" {
      if drawing.attributes["aria-hidden"] != "true" { faults.append("a drawing without words") }
    }
    if all("html").first?.attributes["lang"] != "en" { faults.append("no language") }
    if !all("script").allSatisfy({ $0.attributes["type"] == "application/json" }) {
      faults.append("a script")
    }
    return faults
  }
}
