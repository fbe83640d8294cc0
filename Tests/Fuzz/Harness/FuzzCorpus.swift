import Foundation

/// Inputs that are changed into others: the kept ones, and those that did something new.
struct FuzzCorpus {
  /// How many inputs that did something new are kept in memory.
  private static let addedMax = 2000

  private(set) var inputs: [[UInt8]]
  private let keptCount: Int
  private var seen: Set<String> = []

  init(_ inputs: [[UInt8]]) {
    self.inputs = inputs
    keptCount = inputs.count
  }

  /// Notes what became of an input; returns whether that is new.
  mutating func note(_ outcome: String, of input: [UInt8], random: inout FuzzRandom) -> Bool {
    guard seen.count < 100_000, seen.insert(Self.shape(of: outcome)).inserted else { return false }
    if inputs.count < keptCount + Self.addedMax {
      inputs.append(input)
    } else {
      inputs[keptCount + random.below(Self.addedMax)] = input
    }
    return true
  }

  /// An outcome without what it tells of this one input: numbers, and what stands in backticks.
  private static func shape(of outcome: String) -> String {
    var shape = ""
    var isQuoted = false
    for character in outcome.prefix(400) {
      if character == "`" { isQuoted.toggle() }
      if isQuoted || character.isNumber { continue }
      shape.append(character)
    }
    return shape
  }

  /// The folder of the project's tree.
  static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardized

  /// The files of a folder below the project's, in order of their names.
  static func files(in folder: String) throws -> [[UInt8]] {
    let url = project.appending(path: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return try names.sorted().map { url.appending(path: $0) }.filter {
      (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
    }.map { Array(try Data(contentsOf: $0)) }
  }

  /// What is kept for a target.
  static func kept(_ name: String) throws -> [[UInt8]] {
    try files(in: "Tests/Fuzz/Corpus/\(name)")
  }
}
