/// Something that takes input from outside, whatever it is.
protocol FuzzTarget: AnyObject {
  /// The name of the target, of its corpus, and of what is found.
  static var name: String { get }
  /// The most bytes of an input.
  static var bytesMax: Int { get }
  /// Words that mean something to the target.
  static var words: [String] { get }

  /// Gets ready in a folder of its own, which is empty.
  init(folder: String) throws

  /// What is to be changed into inputs, beside the kept corpus.
  func seeds() throws -> [[UInt8]]

  /// Takes an input; returns what became of it, in a few words that are the same for inputs that are
  /// treated alike.
  ///
  /// Throws `FuzzFailure` where something does not hold; other errors count as what became of it.
  func take(_ input: [UInt8]) throws -> String
}

extension FuzzTarget {
  static var bytesMax: Int { 16_384 }
}
