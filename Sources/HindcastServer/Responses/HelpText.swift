internal import Foundation

/// Ways out that were written for the command line, for those who ask over HTTP.
enum HelpText {
  /// The text with parameters instead of options: `--param service=shop/cart` becomes
  /// `param[service]=shop/cart`, and `--kubernetes-version` becomes `kubernetesVersion`.
  static func overHTTP(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let range = rest.firstRange(of: "--") {
      result += rest[..<range.lowerBound]
      rest = rest[range.upperBound...]
      let name = rest.prefix { $0.isLetter || $0 == "-" }
      rest = rest.dropFirst(name.count)
      guard let first = name.first, first.isLowercase else {
        result += "--" + name
        continue
      }
      if name == "param", let assignment = rest.firstIndex(of: "=") {
        let parameter = rest[..<assignment].drop { $0 == " " }
        result += "param[\(parameter)]"
        rest = rest[assignment...]
      } else {
        let words = name.split(separator: "-").map { String($0) }
        result += words.dropFirst().reduce(words.first ?? "") { $0 + $1.capitalized }
      }
    }
    return result + rest
  }
}
